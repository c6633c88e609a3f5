import type { ChatMessage } from '../../shared/bot-chats.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Person } from '../rooms/message-service.ts'
import type { LinkRow } from './link-store.ts'

/** A person who is linked with a member of the community is that member; others are known by their id there. */
export async function personIn(
  { accounts, members }: { accounts: PlatformLinkService; members: MemberService },
  { platform, workspace_id: workspaceId, community_id: communityId }: LinkRow,
  { personId, name, imageUrl }: ChatMessage['author'],
): Promise<Person> {
  const accountId = await accounts.accountOf(platform, { workspaceId, personId })
  const memberships = accountId === undefined ? [] : await members.membershipsOf(accountId)
  const member = memberships.find(({ community }) => community.id === communityId)?.member
  return { key: member?.id ?? `${platform}:${personId}`, memberId: member?.id ?? null, name, image: imageUrl, platform }
}
