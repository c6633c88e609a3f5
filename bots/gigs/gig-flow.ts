import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import type { Feedback } from '../../shared/gigs.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { askWhatIsWrong, reportGig } from '../moderation/report-gig.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'
import type { GigAction } from './gig-action.ts'
import { gigControls, type GigStanding, standingOf, standingWords } from './gig-controls.ts'
import { percent, reasonBlock, rankedByWords } from './gig-words.ts'
import { askWhatToMute, muteOfGig, unmuteOfGig } from './mute-flow.ts'

/** What a press led to: a new standing for the card it stood on, a card to show, or a text for the one who pressed. */
export type GigOutcome =
  | { kind: 'standing'; gigId: string; title: string | null; standing: GigStanding }
  | { kind: 'card'; card: GigCard }
  | { kind: 'panel'; panel: Panel }

/** As long as the hub takes. */
export const LONGEST_NOTE = 500
/** As many as the hub gives at once. */
const MOST_GIGS = 20

/** @throws HubError */
export async function actOnGig(hub: HubRequests, action: GigAction, person: PlatformPerson): Promise<GigOutcome> {
  switch (action.verb) {
    case 'save':
      return await give(hub, action.gigId, person, { kind: 'saved' }, { kind: 'saved', reason: null, note: '' })
    case 'applied':
      return await give(hub, action.gigId, person, { kind: 'applied' }, { kind: 'applied', reason: null, note: '' })
    case 'reason': {
      const { gigId, reason } = action
      const standing = { kind: 'not_relevant', reason } as const
      return await give(hub, gigId, person, standing, { kind: 'not_relevant', reason, note: '' })
    }
    case 'undo':
      return await give(hub, action.gigId, person, { kind: 'open' }, null)
    case 'note':
    case 'dismiss':
      return { kind: 'standing', gigId: action.gigId, title: null, standing: { kind: 'asked_why_not' } }
    case 'mute':
      return { kind: 'panel', panel: await askWhatToMute(hub, action.gigId, person) }
    case 'mute_for':
      return { kind: 'panel', panel: await muteOfGig(hub, action, person) }
    case 'unmute':
      return { kind: 'panel', panel: await unmuteOfGig(hub, action, person) }
    case 'report':
      return { kind: 'panel', panel: askWhatIsWrong(action.gigId) }
    case 'report_as':
      return { kind: 'panel', panel: await reportGig(hub, action, person) }
    case 'why':
      return await explain(hub, action.gigId, person)
    case 'show':
      return await show(hub, action.gigId, person)
  }
}

/** What a person wrote about a gig that is not for them. @throws HubError */
export async function noteOnGig(
  hub: HubRequests,
  gigId: string,
  note: string,
  person: PlatformPerson,
): Promise<GigOutcome> {
  const feedback = { kind: 'not_relevant', reason: 'other', note: note.trim().slice(0, LONGEST_NOTE) } as const
  return await give(hub, gigId, person, standingOf({ feedback }), feedback)
}

/** For a standing that cannot be shown on the card itself, because others see that card too. */
export function standingPanel({ gigId, title, standing }: Extract<GigOutcome, { kind: 'standing' }>): Panel {
  const words = standingWords(standing) ?? 'Taken back: it counts as not seen yet.'
  const name = title === null ? [] : [paragraph({ text: clip(oneLine(title), 200), bold: true })]
  return { text: [...name, paragraph(words)], controls: gigControls(gigId, standing, null) }
}

async function give(
  hub: HubRequests,
  gigId: string,
  person: PlatformPerson,
  standing: GigStanding,
  feedback: Feedback | null,
): Promise<GigOutcome> {
  const answer = await hub.request('gigs:feedback', { person, gigId, feedback })
  if (!answer.linked) return { kind: 'panel', panel: linkPanel(answer) }
  return { kind: 'standing', gigId, title: answer.title, standing }
}

async function explain(hub: HubRequests, gigId: string, person: PlatformPerson): Promise<GigOutcome> {
  const answer = await hub.request('gigs:why', { person, gigId })
  if (!answer.linked) return { kind: 'panel', panel: linkPanel(answer) }
  const { title, score, eligible, reasons, matcherVersion } = answer
  const name = paragraph({ text: clip(oneLine(title), 200), bold: true })
  if (score === null) {
    const text = [name, paragraph('It was not matched with you: fill in your profile in the hub first.')]
    return { kind: 'panel', panel: { text, controls: [] } }
  }
  const verdict = eligible ? percent(score) : `${percent(score)}, but one of its hard rules rules you out`
  const how = rankedByWords({ rankedBy: matcherVersion.includes('+') ? 'model' : 'rules', matcherVersion })
  const text = [
    name,
    paragraph(verdict),
    reasonBlock(reasons) ?? paragraph('There is nothing to say about it yet.'),
    paragraph({ text: `${how}.`, italic: true }),
  ]
  return { kind: 'panel', panel: { text, controls: [] } }
}

async function show(hub: HubRequests, gigId: string, person: PlatformPerson): Promise<GigOutcome> {
  const answer = await hub.request('gigs:forPerson', { person, limit: MOST_GIGS })
  if (!answer.linked) return { kind: 'panel', panel: linkPanel(answer) }
  const card = answer.gigs.find((one) => one.gigId === gigId)
  if (card === undefined) throw new NotFoundError('gig', gigId)
  return { kind: 'card', card }
}
