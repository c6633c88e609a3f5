import { ChannelType, type Interaction } from 'discord.js'
import type { Place } from '../commands/command.ts'

/** Where somebody acts; a thread counts as its channel. */
export function placeOf({ guild, channel, memberPermissions, locale }: Interaction): Place {
  const parent = channel?.isThread() === true ? channel.parent : null
  const at = parent ?? channel
  return {
    channel: guild === null || at === null ? null : { workspaceId: guild.id, channelId: at.id },
    channelName: at !== null && 'name' in at ? (at.name ?? '').slice(0, 200) : '',
    workspaceName: guild?.name.slice(0, 200) ?? '',
    kind: at?.type === ChannelType.GuildForum ? 'forum' : 'channel',
    mayManage: memberPermissions?.has('ManageChannels') === true,
    clientLanguage: locale,
  }
}
