import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { type Command, simpleCommand } from './command.ts'

export function linkCommand(hub: HubRequests): Command {
  return simpleCommand('link', 'Link this chat account with your account of the hub', async (person) => {
    const answer = await hub.request('links:start', { person })
    return linkPanel(answer, answer.alreadyLinked)
  })
}
