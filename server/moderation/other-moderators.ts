import { atLeast } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'

/** Who decides about something of a member, in any of some niches: all moderators but its author. */
export async function otherModerators(
  { members, niches }: { members: MemberService; niches: NicheService },
  { communityId, nicheIds, authorId }: { communityId: string; nicheIds: readonly string[]; authorId: string },
): Promise<string[]> {
  const admins = (await members.list(communityId)).filter(({ role }) => atLeast(role, 'admin'))
  const ids = new Set([...admins.map(({ id }) => id), ...(await niches.moderatorsOf(nicheIds))])
  return [...ids].filter((id) => id !== authorId)
}
