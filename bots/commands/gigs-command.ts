import type { GigCard } from '../../shared/deliveries.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import { factsOf, percent, titleOf } from '../gigs/gig-words.ts'
import type { HubRequests } from '../hub-requests.ts'
import { whyField, whyNot } from '../gigs/why-not.ts'
import { linkPanel } from '../link-panel.ts'
import type { Control, Panel } from '../panel.ts'
import { clip } from '../text/clip.ts'
import { list, paragraph, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'
import type { Command } from './command.ts'

const SHOWN = 5
const MAX_URL = 1000

export function gigsCommand(hub: HubRequests): Command {
  const description = 'Show the open gigs that fit you best, or why you did not get one'
  return {
    name: 'gigs',
    description,
    actions: [
      {
        name: '',
        description,
        fields: [whyField(hub)],
        run: (person, { why }) => (why === undefined ? bestGigs(hub, person) : whyNot(hub, person, why)),
      },
    ],
  }
}

async function bestGigs(hub: HubRequests, person: PlatformPerson): Promise<Panel> {
  const answer = await hub.request('gigs:forPerson', { person, limit: SHOWN })
  if (!answer.linked) return linkPanel(answer)
  const { gigs } = answer
  if (gigs.length === 0) {
    return {
      text: [paragraph('No open gig fits you right now. As soon as one does, you hear of it.')],
      controls: [],
    }
  }
  return {
    text: [paragraph({ text: 'Your best open gigs', bold: true }), list(gigs.map(gigLine))],
    controls: [gigMenu(gigs)],
  }
}

/** Chooses one of the gigs, to be shown with its reasons. */
export function gigMenu(gigs: readonly GigCard[]): Control {
  const options = gigs.map((gig) => ({
    label: clip(titleOf(gig), 70),
    action: { verb: 'show', gigId: gig.gigId } as const,
  }))
  return { kind: 'menu', prompt: 'Show one with its reasons', options }
}

export function gigLine(gig: GigCard): Span[] {
  const href = webUrl(gig.hubUrl, MAX_URL)
  const facts = [...(gig.score === null ? [] : [percent(gig.score)]), ...factsOf(gig)]
  const title: Span = { text: clip(titleOf(gig), 100), bold: true, ...(href === undefined ? {} : { href }) }
  return facts.length === 0 ? [title] : [title, { text: ` · ${clip(facts.join(' · '), 160)}` }]
}
