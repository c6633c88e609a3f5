import type { AlertChange } from '../../shared/alerts.ts'
import { HubError } from '../../shared/errors.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { HOURS, hourOf } from './hour-choices.ts'
import { digestPanel } from './settings-panel.ts'
import { DAYS } from './settings-words.ts'

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

/** Whether gigs come one by one or together. */
export function digestCommand(hub: HubRequests): Command {
  return {
    name: 'digest',
    description: 'Whether gigs come at once, or together once a day or week',
    actions: [
      {
        name: 'show',
        description: 'Show how your gig alerts come',
        fields: [],
        run: async (person) => digestPanel(await hub.request('profiles:read', { person })),
      },
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

function dayOf(text: string | undefined): number {
  const day = DAYS.findIndex((_, index) => String(index + 1) === text)
  if (day === -1) throw new HubError('invalid_input', 'Choose the day from the list.')
  return day + 1
}
