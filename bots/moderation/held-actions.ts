import { type HeldThing, heldThing } from '../../shared/bot-moderation.ts'
import { HubError } from '../../shared/errors.ts'
import type { Action, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Control } from '../panel.ts'
import { momentIn } from '../settings/settings-words.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'

const MAX_URL = 1000
const SHORTEST_REASON = 3
const LONGEST_REASON = 500

const KINDS: Record<HeldThing['kind'], string> = { announcement: 'Announcement', event: 'Event', gig: 'Gig' }

const REASON: Field = {
  name: 'reason',
  label: 'Why',
  description: 'Its author reads it, and it stands in the audit log',
  kind: 'text',
  required: true,
}

/** Lets pass what is held, or not, each with a reason. */
export function heldActions(hub: HubRequests): Action[] {
  return [decision(hub, 'release', 'Release it', 'It keeps to the rules.'), decision(hub, 'refuse', 'Refuse it', '')]
}

export function heldControls({ kind, id, title }: HeldThing): Control[] {
  const name = clip(oneLine(title), 40) || KINDS[kind]
  const about = `${kind}.${id}`
  return [
    { kind: 'form', label: `Release ‘${name}’`, button: { command: 'moderation', action: 'release', about } },
    { kind: 'form', label: `Refuse ‘${name}’`, button: { command: 'moderation', action: 'refuse', about } },
  ]
}

export function heldLine({ kind, title, text, url, by, why, at, mayDecide }: HeldThing, timeZone: string): Span[] {
  const href = webUrl(url, MAX_URL)
  const facts = [
    KINDS[kind],
    `by ${clip(oneLine(by), 60)}`,
    ...(why === '' ? [] : [clip(oneLine(why), 200)]),
    `since ${momentIn(timeZone, at)}`,
    ...(text === '' ? [] : [`‘${clip(oneLine(text), 160)}’`]),
    ...(mayDecide ? [] : ['yours: another moderator decides']),
  ]
  return [
    { text: clip(oneLine(title), 80) || 'Without a title', bold: true, ...(href === undefined ? {} : { href }) },
    { text: ` · ${facts.join(' · ')}` },
  ]
}

function decision(hub: HubRequests, name: 'release' | 'refuse', description: string, reason: string): Action {
  return {
    name,
    description,
    byButton: true,
    fields: [REASON],
    prefill: () => Promise.resolve({ values: { reason } }),
    async run(person, values, _, { about }) {
      const said = (values['reason'] ?? '').trim()
      if (said.length < SHORTEST_REASON || said.length > LONGEST_REASON) {
        throw new HubError('invalid_input', `Say why in ${SHORTEST_REASON} to ${LONGEST_REASON} characters.`)
      }
      const [kind, id = ''] = about.split('.')
      const held = heldThing.pick({ kind: true, id: true }).safeParse({ kind, id })
      if (!held.success) throw new HubError('invalid_input', 'This button is from another version of the bot.')
      const passed = name === 'release'
      const answer = await hub.request('moderation:decideHeld', { person, ...held.data, passed, reason: said })
      if (!answer.linked) return linkPanel(answer)
      const title = clip(oneLine(answer.title), 80)
      return {
        text: [
          paragraph(
            passed ? `‘${title}’ may pass. Its author is told.` : `‘${title}’ does not pass. Its author reads why.`,
          ),
        ],
        controls: [],
      }
    },
  }
}
