import type { Choice } from '../commands/command.ts'

const DAY_MS = 86_400_000

/** For how long something is muted; null: until it is taken back. */
const MUTE_SPANS = {
  day: { label: 'for a day', ms: DAY_MS },
  week: { label: 'for a week', ms: 7 * DAY_MS },
  month: { label: 'for a month', ms: 30 * DAY_MS },
  always: { label: 'for good', ms: null },
} as const

export type MuteSpan = keyof typeof MUTE_SPANS
export const MUTE_SPAN_NAMES = Object.keys(MUTE_SPANS) as readonly MuteSpan[]
export const MUTE_SPAN_CHOICES: readonly Choice[] = MUTE_SPAN_NAMES.map((value) => ({ value, label: spanLabel(value) }))

export function isMuteSpan(text: string | undefined): text is MuteSpan {
  return text !== undefined && Object.hasOwn(MUTE_SPANS, text)
}

export function spanLabel(span: MuteSpan): string {
  return MUTE_SPANS[span].label
}

export function endOf(span: MuteSpan): number | null {
  const { ms } = MUTE_SPANS[span]
  return ms === null ? null : Date.now() + ms
}
