import { GuildMember, type Interaction } from 'discord.js'
import type { PlatformPerson } from '../../shared/platform-person.ts'

/** Who acts, with their roles of the guild in which they act. */
export function personOf({ user, guildId, member }: Pick<Interaction, 'user' | 'guildId' | 'member'>): PlatformPerson {
  return {
    workspaceId: guildId,
    personId: user.id,
    personName: (user.globalName ?? user.username).slice(0, 200),
    roleIds: rolesOf(member),
  }
}

/** A guild that the bot is not in sends ids only, one that it is in sends a member. */
function rolesOf(member: Interaction['member']): string[] | null {
  if (member === null) return null
  // Everybody has the role that has the guild's own id.
  if (member instanceof GuildMember) {
    return [...member.roles.cache.keys()].filter((id) => id !== member.guild.id).slice(0, 250)
  }
  return member.roles.slice(0, 250)
}
