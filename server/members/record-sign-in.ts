import type { Log } from '../platform/log.ts'
import type { AuditService } from './audit-service.ts'
import type { MemberService } from './member-service.ts'

/** In the log of each community of the account; a sign-in does not fail for it. */
export async function recordSignIn(
  accountId: string,
  members: MemberService,
  audit: AuditService,
  log: Log,
): Promise<void> {
  try {
    for (const { community, member } of await members.membershipsOf(accountId)) {
      await audit.record({ communityId: community.id, actor: member, action: 'member.signed_in', subject: member.id })
    }
  } catch (error) {
    log.error({ err: error, accountId }, 'sign-in not written to the audit log')
  }
}
