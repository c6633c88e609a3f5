import { HubError } from '../../shared/errors.ts'
import { DAYS } from './settings-words.ts'

/** 'Saturday, Sunday', 'sat sun', 'weekend', 'none'. @returns 1 Monday to 7 Sunday. @throws HubError 'invalid_input' */
export function parseDays(text: string): number[] {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '' && word !== 'and')
  if (words.length === 1 && words[0] === 'none') return []
  const days = words.flatMap((word) => (word === 'weekend' || word === 'weekends' ? [6, 7] : [dayOf(word)]))
  if (days.length === 0)
    throw new HubError('invalid_input', 'Say which days, for example ‘Saturday, Sunday’, or ‘none’.')
  return [...new Set(days)].toSorted((a, b) => a - b)
}

function dayOf(word: string): number {
  const day = word.length < 2 ? -1 : DAYS.findIndex((name) => name.toLowerCase().startsWith(word.replace(/s$/, '')))
  if (day === -1) throw new HubError('invalid_input', `‘${word.slice(0, 30)}’ is no day of the week.`)
  return day + 1
}
