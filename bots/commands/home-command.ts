import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Control, Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'
import { type Command, simpleCommand } from './command.ts'
import { gigLine, gigMenu } from './gigs-command.ts'

type Home = Extract<BotAnswer<'home:read'>, { linked: true }>

const SHOWN_CARDS = 10
const MAX_URL = 1000
const PLATFORM_NAMES: Record<string, string> = { discord: 'Discord', slack: 'Slack' }

export function homeCommand(hub: HubRequests): Command {
  return simpleCommand('hub', 'Show your cards, your gigs and your settings', (person) => homePanel(hub, person))
}

/** My cards, my gigs, my settings: what a platform that has a page of its own for a bot shows there. @throws HubError */
export async function homePanel(hub: HubRequests, person: PlatformPerson): Promise<Panel> {
  const answer = await hub.request('home:read', { person })
  if (!answer.linked) return linkPanel(answer)
  const { cards, gigs, settings, urls } = answer
  const controls: Control[] = [
    ...(gigs.length === 0 ? [] : [gigMenu(gigs)]),
    { kind: 'link', label: 'Boards', url: urls.boards },
    { kind: 'link', label: 'Profile and alerts', url: urls.profile },
  ]
  return {
    text: [
      paragraph({ text: 'My cards', bold: true }),
      cards.length === 0
        ? paragraph('No card of a board is yours right now.')
        : list(cards.slice(0, SHOWN_CARDS).map(cardLine)),
      paragraph({ text: 'My gigs', bold: true }),
      gigs.length === 0 ? paragraph('No open gig fits you right now.') : list(gigs.map(gigLine)),
      paragraph({ text: 'My settings', bold: true }),
      settingsBlock(settings),
    ],
    controls,
  }
}

function cardLine({ title, column, dueOn, boardTitle, url }: Home['cards'][number]): Span[] {
  const href = webUrl(url, MAX_URL)
  const name: Span = { text: clip(oneLine(title) || 'A card without a title', 100), bold: true }
  const facts = [clip(oneLine(boardTitle), 60), clip(oneLine(column), 40), ...(dueOn === null ? [] : [`due ${dueOn}`])]
  return [href === undefined ? name : { ...name, href }, { text: ` · ${facts.join(' · ')}` }]
}

function settingsBlock(settings: Home['settings']): RichBlock {
  if (settings === null) return paragraph('Your profile is empty. Fill it in, and gigs are matched with it.')
  if (!settings.alerts) return paragraph('Gig alerts are off.')
  const where = settings.platforms.map((platform) => PLATFORM_NAMES[platform] ?? platform).join(', then ')
  return paragraph(`Gig alerts from ${Math.round(settings.threshold * 100)} % match on, to ${where || 'nowhere'}.`)
}
