import type { AlertStory } from '../../shared/bot-settings.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { momentIn } from '../settings/settings-words.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph, type RichBlock } from '../text/rich-text.ts'
import { gigField, gigIdOf, nameOf } from './gig-field.ts'
import { percent, reasonBlock } from './gig-words.ts'

/** Which gig somebody asks about. */
export function whyField(hub: HubRequests): Field {
  const description = 'Why did I (not) get this? Its title, its client, or its link'
  return { ...gigField(hub, description), name: 'why', required: false }
}

/** Why somebody was told of a gig or not, and what would become of it now. @throws HubError */
export async function whyNot(hub: HubRequests, person: PlatformPerson, chosen: string): Promise<Panel> {
  const gigId = await gigIdOf(hub, person, chosen)
  return typeof gigId === 'string' ? await explain(hub, person, gigId) : linkPanel(gigId)
}

async function explain(hub: HubRequests, person: PlatformPerson, gigId: string): Promise<Panel> {
  const answer = await hub.request('gigs:why', { person, gigId })
  if (!answer.linked) return linkPanel(answer)
  const { score, eligible, reasons, alert } = answer
  const name = paragraph({ text: clip(nameOf(answer), 200), bold: true })
  if (score === null || alert === null) {
    const text = [
      name,
      paragraph('It was not matched with you: fill in your profile first, in the hub or with /profile edit.'),
    ]
    return { text, controls: [] }
  }
  const verdict = eligible ? percent(score) : 'It is closed to you.'
  const why: RichBlock = reasonBlock(reasons) ?? paragraph('There is nothing to say about the match.')
  return { text: [name, ...storyOf(alert).map((line) => paragraph(line)), paragraph(verdict), why], controls: [] }
}

function storyOf({ before, now, timeZone }: AlertStory): string[] {
  const then = (at: number) => momentIn(timeZone, at)
  const past =
    before === null
      ? 'When it came, it was not for you.'
      : before.state === 'sent'
        ? `You were told of it: ${then(before.at)}.`
        : before.state === 'dropped'
          ? `You were not told of it. ${oneLine(before.why)}.`
          : `It waits until ${then(before.at)}. ${oneLine(before.why)}.`
  const why = oneLine(now.why)
  if (now.send === 'never') return [past, `As things are, it would not be sent. ${why}.`]
  if (now.at === null) return [past, `As things are, it would be sent at once. ${why}.`]
  return [past, `As things are, it would be sent at ${then(now.at)}. ${why}.`]
}
