import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Command } from './command.ts'

export function linkCommand(hub: HubRequests): Command {
  return {
    name: 'link',
    description: 'Link this chat account with your account of the hub',
    async run(person) {
      const answer = await hub.request('links:start', { person })
      return linkPanel(answer, answer.alreadyLinked)
    },
  }
}
