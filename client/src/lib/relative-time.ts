const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['week', 604_800_000],
  ['month', 2_629_800_000],
  ['year', 31_557_600_000],
]

/** '5 minutes ago', 'in 2 days'; below a minute 'now'. */
export function relativeTime(at: number, now: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const away = at - now
  let chosen: [Intl.RelativeTimeFormatUnit, number] | undefined
  for (const step of STEPS) if (Math.abs(away) >= step[1]) chosen = step
  return chosen === undefined ? format.format(0, 'second') : format.format(Math.round(away / chosen[1]), chosen[0])
}
