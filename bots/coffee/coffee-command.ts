import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { Action, Command } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph } from '../text/rich-text.ts'

/** Virtual coffee: whether a person takes part. */
export function coffeeCommand(hub: HubRequests): Command {
  const choose = (name: string, description: string, on: boolean): Action => ({
    name,
    description,
    fields: [],
    run: async (person) => coffeePanelOf(await hub.request('coffee:choose', { person, on })),
  })
  return {
    name: 'coffee',
    description: 'Once a month a coffee with another member: take part, or not',
    actions: [
      {
        name: 'show',
        description: 'Show whether you take part, and when the next round is',
        fields: [],
        run: async (person) => coffeePanelOf(await hub.request('coffee:read', { person })),
      },
      choose('on', 'Take part: who is with you learns your names on chat platforms', true),
      choose('off', 'Take no part any more', false),
    ],
  }
}

function coffeePanelOf(answer: BotAnswer<'coffee:read'>): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { communities, coffeeUrl } = answer
  const having = communities.filter(({ enabled, on }) => enabled || on)
  const open = { kind: 'link', label: 'Virtual coffee', url: coffeeUrl } as const
  if (having.length === 0) {
    return {
      text: [paragraph('None of your communities has virtual coffee. Its admins can turn it on.')],
      controls: [open],
    }
  }
  return {
    text: [
      list(
        having.map(({ name, on, skipsNext, next }) => [
          { text: clip(oneLine(name), 60), bold: true },
          { text: ` · ${on ? 'you take part' : 'you take no part'}` },
          { text: skipsNext ? ' · not in the next round' : '' },
          { text: next === null ? ' · no round is planned' : ` · next round: ${next}` },
        ]),
      ),
    ],
    controls: [open],
  }
}
