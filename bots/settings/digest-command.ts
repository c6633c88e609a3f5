import type { AlertChange } from '../../shared/alerts.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import { digestKind, type DigestKind, digestWay, type DigestWay } from '../../shared/digests.ts'
import { HubError } from '../../shared/errors.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { HOURS, hourOf } from './hour-choices.ts'
import { digestsPanel } from './digests-panel.ts'
import { digestPanel } from './settings-panel.ts'
import { DAYS, KIND_NAMES, WAY_NAMES } from './settings-words.ts'

const AT: Field = {
  name: 'at',
  label: 'At',
  description: 'At which hour, in your time zone',
  kind: 'line',
  required: true,
  options: HOURS,
}
const ON: Field = {
  name: 'on',
  label: 'On',
  description: 'On which day of the week',
  kind: 'line',
  required: true,
  options: DAYS.map((label, index) => ({ label, value: String(index + 1) })),
}

const WHAT: Field = {
  name: 'what',
  label: 'What',
  description: 'Which part of the digest',
  kind: 'line',
  required: true,
  options: digestKind.options.map((value) => ({ label: KIND_NAMES[value], value })),
}
const BY: Field = {
  name: 'where',
  label: 'Where',
  description: 'Where the digest comes',
  kind: 'line',
  required: true,
  options: digestWay.options.map((value) => ({ label: WAY_NAMES[value], value })),
}

/** Whether gigs come one by one or together, and what else comes with them. */
export function digestCommand(hub: HubRequests): Command {
  return {
    name: 'digest',
    description: 'What comes together once a day or week, and how',
    actions: [
      {
        name: 'show',
        description: 'Show your digest',
        fields: [],
        run: async (person) => digestsPanel(await hub.request('digests:read', { person })),
      },
      change(hub, 'include', 'Put something into the digest', [WHAT], (values) => ({
        include: kindOf(values['what']),
      })),
      change(hub, 'leave-out', 'Take something out of the digest', [WHAT], (values) => ({
        leaveOut: kindOf(values['what']),
      })),
      change(hub, 'by', 'Where the digest comes', [BY], (values) => ({ by: wayOf(values['where']) })),
      change(hub, 'stop', 'Stop the digest', [], () => ({ stop: true })),
      setting(hub, 'instant', 'Get each gig as it comes', [], () => ({ enabled: true, mode: 'instant' })),
      setting(hub, 'daily', 'Get the gigs of a day together', [AT], (values) => ({
        enabled: true,
        mode: 'digest',
        digestHour: hourOf(values['at']),
        digestDay: null,
      })),
      setting(hub, 'weekly', 'Get the gigs of a week together', [ON, AT], (values) => ({
        enabled: true,
        mode: 'digest',
        digestHour: hourOf(values['at']),
        digestDay: dayOf(values['on']),
      })),
      setting(hub, 'off', 'Get no gig alerts at all', [], () => ({ enabled: false })),
    ],
  }
}

function setting(
  hub: HubRequests,
  name: string,
  description: string,
  fields: readonly Field[],
  changeFor: (values: Readonly<Record<string, string>>) => AlertChange,
): Action {
  return {
    name,
    description,
    fields,
    run: async (person, values) =>
      digestPanel(await hub.request('alerts:change', { person, change: changeFor(values) }), 'That is set.'),
  }
}

function change(
  hub: HubRequests,
  name: string,
  description: string,
  fields: readonly Field[],
  changeFor: (values: Readonly<Record<string, string>>) => BotRequest<'digests:change'>['change'],
): Action {
  return {
    name,
    description,
    fields,
    run: async (person, values) =>
      digestsPanel(await hub.request('digests:change', { person, change: changeFor(values) }), 'That is set.'),
  }
}

function kindOf(text: string | undefined): DigestKind {
  const kind = digestKind.safeParse(text)
  if (!kind.success) throw new HubError('invalid_input', 'Choose the part from the list.')
  return kind.data
}

function wayOf(text: string | undefined): DigestWay {
  const way = digestWay.safeParse(text)
  if (!way.success) throw new HubError('invalid_input', 'Choose the place from the list.')
  return way.data
}

function dayOf(text: string | undefined): number {
  const day = DAYS.findIndex((_, index) => String(index + 1) === text)
  if (day === -1) throw new HubError('invalid_input', 'Choose the day from the list.')
  return day + 1
}
