import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Asker, Membership } from './asker.ts'

/** The communities where a person is an admin or moderates a niche. @throws HubError 'forbidden' where there is none. */
export async function moderatedBy(
  { members, niches }: { members: MemberService; niches: NicheService },
  { accountId, communityId }: Asker,
): Promise<Membership[]> {
  const own: Membership[] = []
  for (const membership of await members.membershipsOf(accountId, communityId)) {
    const { member } = membership
    if (atLeast(member.role, 'member') && (await niches.isModerator(member))) own.push(membership)
  }
  if (own.length === 0) throw new HubError('forbidden', 'This is for admins, and for the moderators of niches.')
  return own
}
