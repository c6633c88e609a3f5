import { HubError } from '../../shared/errors.ts'
import type { Choice } from '../commands/command.ts'
import { hourName } from './settings-words.ts'

export const HOURS: readonly Choice[] = Array.from({ length: 24 }, (_, hour) => ({
  label: hourName(hour),
  value: String(hour),
}))

/** @throws HubError 'invalid_input' */
export function hourOf(text: string | undefined): number {
  const hour = HOURS.findIndex(({ value }) => value === text)
  if (hour === -1) throw new HubError('invalid_input', 'Choose the hour from the list.')
  return hour
}
