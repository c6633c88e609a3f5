import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { type Command, simpleCommand } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { momentIn } from '../settings/settings-words.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'
import { heldActions, heldControls, heldLine } from './held-actions.ts'
import { RULE_NAMES } from './report-words.ts'

type Waiting = Extract<BotAnswer<'moderation:waiting'>, { linked: true }>
type Community = Waiting['communities'][number]

const MAX_URL = 1000
/** Of all communities together: each has two buttons, and more than these a message does not hold. */
const MOST_DECIDABLE = 8

/** What waits for a moderator. What is held is decided here; reports in the web client, where what was said around them stands. */
export function moderationCommand(hub: HubRequests): Command {
  const { actions, ...command } = simpleCommand(
    'moderation',
    'For moderators: what was reported or is held and waits for you',
    async (person) => {
      const answer = await hub.request('moderation:waiting', { person })
      return answer.linked ? waitingPanel(answer) : linkPanel(answer)
    },
  )
  return { ...command, actions: [...actions, ...heldActions(hub)] }
}

function waitingPanel({ communities, timeZone, moderationUrl }: Waiting): Panel {
  const held = communities.flatMap((community) => community.held)
  return {
    text: communities.flatMap((community) => communityBlocks(community, timeZone)),
    controls: [
      ...held
        .filter(({ mayDecide }) => mayDecide)
        .slice(0, MOST_DECIDABLE)
        .flatMap(heldControls),
      { kind: 'link', label: 'Moderation', url: moderationUrl },
    ],
  }
}

function communityBlocks(
  { communityName, cases, appeals, heldGigs, heldPosts, held, oldest }: Community,
  timeZone: string,
): RichBlock[] {
  const counts = [
    ...(cases === 0 ? [] : [cases === 1 ? '1 report' : `${cases} reports`]),
    ...(appeals === 0 ? [] : [appeals === 1 ? '1 appeal' : `${appeals} appeals`]),
    ...(heldGigs === 0 ? [] : [heldGigs === 1 ? '1 held gig' : `${heldGigs} held gigs`]),
    ...(heldPosts === 0
      ? []
      : [heldPosts === 1 ? '1 held announcement or event' : `${heldPosts} held announcements and events`]),
  ]
  const name: Span = { text: clip(oneLine(communityName), 80), bold: true }
  if (counts.length === 0) return [paragraph(name, ': nothing waits.')]
  const wait = cases + appeals + heldGigs + heldPosts === 1 ? 'waits' : 'wait'
  return [
    paragraph(name, `: ${counts.join(', ')} ${wait}.`),
    ...(cases > oldest.length ? [paragraph({ text: 'The oldest reports', italic: true })] : []),
    ...(oldest.length === 0 ? [] : [list(oldest.map((one) => caseLine(one, timeZone)))]),
    ...(heldGigs + heldPosts > held.length ? [paragraph({ text: 'Held, the oldest', italic: true })] : []),
    ...(held.length === 0 ? [] : [list(held.map((one) => heldLine(one, timeZone)))]),
  ]
}

function caseLine(
  { title, url, rule, words, reports, openedAt }: Community['oldest'][number],
  timeZone: string,
): Span[] {
  const href = webUrl(url, MAX_URL)
  const facts = [
    RULE_NAMES[rule],
    ...(reports > 1 ? [`${reports} reports`] : []),
    `since ${momentIn(timeZone, openedAt)}`,
    ...(words === '' ? [] : [`‘${clip(oneLine(words), 120)}’`]),
  ]
  return [
    { text: clip(oneLine(title), 80) || 'Without a title', bold: true, ...(href === undefined ? {} : { href }) },
    { text: ` · ${facts.join(' · ')}` },
  ]
}
