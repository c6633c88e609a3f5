import { gigsCommand } from '../../bots/commands/gigs-command.ts'
import { actOnGig } from '../../bots/gigs/gig-flow.ts'
import type { HubRequests } from '../../bots/hub-requests.ts'
import { linkPanel } from '../../bots/link-panel.ts'
import type { Panel } from '../../bots/panel.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import { card } from './bot-world.ts'

const PERSON = { workspaceId: null, personId: '1', personName: 'Ann' }
const OTHERS = [
  card({
    gigId: 'gig2',
    title: 'Quantise a speech model for phones',
    company: 'Murmur',
    score: 0.79,
    pay: '€600 / day',
    hubUrl: 'https://hub.example.org/gigs/gig2',
  }),
  card({
    gigId: 'gig3',
    title: 'Android camera pipeline',
    company: null,
    score: 0.64,
    pay: null,
    hubUrl: 'https://hub.example.org/gigs/gig3',
  }),
]

/** Answers as the hub would to a linked person with three gigs. */
const HUB = {
  request: async (name: string) => {
    if (name === 'gigs:forPerson') return { linked: true, gigs: [card(), ...OTHERS] }
    const { title, score, reasons, matcherVersion } = card()
    return { linked: true, title, score, eligible: true, reasons, matcherVersion }
  },
} as HubRequests

export const CARDS: Record<string, GigCard> = {
  'gig-alert': card(),
  'gig-in-channel': card({ score: null, reasons: [] }),
  'gig-closed': card({ status: 'closed', url: null }),
}

export const TEXT = `## This week at Edge ML

**Three** new gigs, and one _demo night_:
- Friday, 18:00 UTC: quantised models on a phone
- questions to the [board](https://hub.example.org/boards/events)

> Bring your own phone.

\`\`\`
adb install demo.apk
\`\`\``

export async function samplePanels(): Promise<Record<string, Panel>> {
  const why = await actOnGig(HUB, { verb: 'why', gigId: 'gig1' }, PERSON)
  return {
    'gigs-command': await gigsCommand(HUB).run(PERSON),
    ...(why.kind === 'panel' ? { 'why-this': why.panel } : {}),
    'first-step': linkPanel({
      linkUrl: 'https://hub.example.org/link/one-time-code',
      expiresAt: Date.now() + 30 * 60_000,
    }),
  }
}
