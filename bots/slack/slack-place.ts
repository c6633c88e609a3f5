import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Place } from '../commands/command.ts'
import type { SlackWorkspaces } from './slack-workspaces.ts'

/** Where somebody acts. Slack has nobody who manages a channel: who is in it may invite apps to it. */
export async function slackPlace(
  workspaces: Pick<SlackWorkspaces, 'get'>,
  { workspaceId, personId }: PlatformPerson,
  channelId: string,
  channelName: string,
): Promise<Place> {
  const workspace = workspaces.get(workspaceId)
  const isShared = !channelId.startsWith('D')
  return {
    channel: isShared && workspace !== undefined ? { workspaceId: workspace.id, channelId } : null,
    channelName: channelName.slice(0, 200),
    workspaceName: workspace?.name ?? '',
    kind: 'channel',
    mayManage: true,
    clientLanguage: (await workspace?.people.locale(personId)) ?? null,
  }
}
