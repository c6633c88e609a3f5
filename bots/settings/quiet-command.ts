import type { AlertChange, Mute } from '../../shared/alerts.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Action, Choice, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import type { Panel } from '../panel.ts'
import { clip } from '../text/clip.ts'
import { parseDays } from './parse-days.ts'
import { HOURS, hourOf } from './hour-choices.ts'
import { quietPanel } from './settings-panel.ts'
import { dayName, DAYS, muteName } from './settings-words.ts'
import { endOf, isMuteSpan, MUTE_SPAN_CHOICES } from './spans.ts'

const HOUR_MS = 3_600_000
const PAUSES: Readonly<Record<string, { label: string; ms: number }>> = {
  hour: { label: 'for an hour', ms: HOUR_MS },
  day: { label: 'for a day', ms: 24 * HOUR_MS },
  week: { label: 'for a week', ms: 7 * 24 * HOUR_MS },
  fortnight: { label: 'for two weeks', ms: 14 * 24 * HOUR_MS },
  month: { label: 'for a month', ms: 30 * 24 * HOUR_MS },
  end: { label: 'not any more', ms: 0 },
}
const LONGEST_VALUE = 100

/** When a person wants to hear nothing, and of what. */
export function quietCommand(hub: HubRequests): Command {
  return {
    name: 'quiet',
    description: 'When you hear nothing of gigs, and of which never',
    actions: [
      showAction(hub),
      hoursAction(hub),
      daysAction(hub),
      pauseAction(hub),
      muteAction(hub),
      unmuteAction(hub),
      offAction(hub),
    ],
  }
}

function showAction(hub: HubRequests): Action {
  return {
    name: 'show',
    description: 'Show your quiet hours, days off, pause and mutes',
    fields: [],
    run: async (person) => quietPanel(await hub.request('profiles:read', { person })),
  }
}

function hoursAction(hub: HubRequests): Action {
  return {
    name: 'hours',
    description: 'Hear nothing between two hours of each day',
    fields: [
      hourField('from', 'From', 'When the quiet begins, in your time zone'),
      hourField('to', 'To', 'When it ends; may be past midnight'),
    ],
    async run(person, values) {
      const [start, end] = [hourOf(values['from']), hourOf(values['to'])]
      if (start === end)
        throw new HubError('invalid_input', 'From and to are the same hour. /quiet off ends quiet hours.')
      return await change(hub, person, { quietHours: { start, end } }, 'Your quiet hours are set.')
    },
  }
}

function daysAction(hub: HubRequests): Action {
  const days: Field = {
    name: 'days',
    label: 'Days off',
    description: 'For example ‘Saturday, Sunday’, or ‘none’',
    kind: 'line',
    required: true,
    choices: async (_, typed) => {
      const words = typed.trim().toLowerCase()
      return DAY_CHOICES.filter(({ label }) => label.toLowerCase().includes(words))
    },
  }
  return {
    name: 'days',
    description: 'Hear nothing on some days of the week',
    fields: [days],
    run: async (person, values) =>
      await change(hub, person, { daysOff: parseDays(values['days'] ?? '') }, 'Your days off are set.'),
  }
}

function pauseAction(hub: HubRequests): Action {
  const span: Field = {
    name: 'for',
    label: 'For how long',
    description: 'What comes in the meantime waits',
    kind: 'line',
    required: true,
    options: Object.entries(PAUSES).map(([value, { label }]) => ({ value, label })),
  }
  return {
    name: 'pause',
    description: 'Pause your gig alerts for a while',
    fields: [span],
    async run(person, values) {
      const pause = PAUSES[values['for'] ?? '']
      if (pause === undefined) throw new HubError('invalid_input', 'Choose for how long from the list.')
      const pausedUntil = pause.ms === 0 ? null : Date.now() + pause.ms
      const said = pausedUntil === null ? 'The pause is over.' : `Your gig alerts pause ${pause.label}.`
      return await change(hub, person, { pausedUntil }, said)
    },
  }
}

function muteAction(hub: HubRequests): Action {
  const kind: Field = {
    name: 'kind',
    label: 'Kind',
    description: 'What it is',
    kind: 'line',
    required: true,
    options: [
      { value: 'client', label: 'A client' },
      { value: 'keyword', label: 'A word in the title or text' },
      { value: 'skill', label: 'A skill that is asked for' },
    ],
  }
  const what: Field = {
    name: 'what',
    label: 'What',
    description: 'Its name, or the word',
    kind: 'line',
    required: true,
  }
  const span: Field = {
    name: 'for',
    label: 'For how long',
    description: 'For good, if you do not say',
    kind: 'line',
    required: false,
    options: MUTE_SPAN_CHOICES,
  }
  return {
    name: 'mute',
    description: 'Never hear of a client, a word or a skill',
    fields: [kind, what, span],
    async run(person, values) {
      const mute = { kind: kindOf(values['kind']), value: clip((values['what'] ?? '').trim(), 80) }
      const chosen = values['for'] ?? 'always'
      if (!isMuteSpan(chosen)) throw new HubError('invalid_input', 'Choose for how long from the list.')
      const answer = await hub.request('alerts:mute', { person, mute: { ...mute, until: endOf(chosen) } })
      return quietPanel(answer, `You muted ${muteName(mute)}.`)
    },
  }
}

function unmuteAction(hub: HubRequests): Action {
  const muted: Field = {
    name: 'muted',
    label: 'Muted',
    description: 'What you want to hear of again',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const words = typed.trim().toLowerCase()
      const mutes = (await mutesOf(hub, person)).filter(({ value }) => value.toLowerCase().includes(words))
      return mutes.flatMap((mute): Choice[] => {
        const value = `${mute.kind}:${mute.value}`
        return value.length > LONGEST_VALUE ? [] : [{ label: clip(muteName(mute), 75), value }]
      })
    },
  }
  return {
    name: 'unmute',
    description: 'Hear of something again that you muted',
    fields: [muted],
    async run(person, values) {
      const chosen = (values['muted'] ?? '').trim().toLowerCase()
      const mute = (await mutesOf(hub, person)).find(({ kind, value }) => {
        return chosen === value.toLowerCase() || chosen === `${kind}:${value}`.toLowerCase()
      })
      if (mute === undefined) throw new HubError('invalid_input', 'You have muted nothing of that name.')
      const { kind, value } = mute
      const answer = await hub.request('alerts:unmute', { person, mute: { kind, value } })
      return quietPanel(answer, `You hear of ${muteName(mute)} again.`)
    },
  }
}

function offAction(hub: HubRequests): Action {
  return {
    name: 'off',
    description: 'End quiet hours, days off and pause; mutes stay',
    fields: [],
    run: async (person) =>
      await change(
        hub,
        person,
        { quietHours: null, daysOff: [], pausedUntil: null },
        'Nothing is quiet any more; what you muted stays muted.',
      ),
  }
}

const DAY_CHOICES: readonly Choice[] = [
  { label: 'Saturday and Sunday', value: 'saturday, sunday' },
  { label: 'No day off', value: 'none' },
  ...DAYS.map((_, index) => ({ label: dayName(index + 1), value: dayName(index + 1).toLowerCase() })),
]

function hourField(name: string, label: string, description: string): Field {
  return { name, label, description, kind: 'line', required: true, options: HOURS }
}

async function change(hub: HubRequests, person: PlatformPerson, alerts: AlertChange, said: string): Promise<Panel> {
  return quietPanel(await hub.request('alerts:change', { person, change: alerts }), said)
}

async function mutesOf(hub: HubRequests, person: PlatformPerson): Promise<Mute[]> {
  const answer = await hub.request('profiles:read', { person })
  if (!answer.linked) return []
  const all = answer.profiles.flatMap(({ alerts }) => alerts.mutes)
  return [...new Map(all.map((mute) => [`${mute.kind}:${mute.value.toLowerCase()}`, mute])).values()]
}

function kindOf(text: string | undefined): Mute['kind'] {
  if (text === 'client' || text === 'keyword' || text === 'skill') return text
  throw new HubError('invalid_input', 'Choose the kind from the list.')
}
