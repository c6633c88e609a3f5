import type { CoffeeCard } from '../../shared/coffee-card.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { CoffeeAction } from '../chat-action.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { parseMarkdown } from '../text/parse-markdown.ts'
import { paragraph } from '../text/rich-text.ts'

const SAID = {
  met: 'Good to hear. Thank you!',
  skip: 'You are left out of the next round, and back in the one after.',
} as const

/** Whom one is brought together with, and what can be said of it. */
export function coffeePanel({ communityId, markdown, labels, hubUrl }: CoffeeCard): Panel {
  return {
    text: parseMarkdown(markdown),
    controls: [
      { kind: 'button', label: labels.met, action: { verb: 'coffee', communityId, said: 'met' }, emphasis: true },
      { kind: 'button', label: labels.skip, action: { verb: 'coffee', communityId, said: 'skip' } },
      { kind: 'link', label: labels.open, url: hubUrl },
    ],
  }
}

/** @throws HubError */
export async function sayOfCoffee(
  hub: HubRequests,
  { communityId, said }: CoffeeAction,
  person: PlatformPerson,
): Promise<Panel> {
  const answer = await hub.request('coffee:say', { person, communityId, said })
  if (!answer.linked) return linkPanel(answer)
  if (!answer.communities.some(({ id }) => id === communityId)) throw new HubError('not_found', 'No such community.')
  return { text: [paragraph(SAID[said])], controls: [] }
}
