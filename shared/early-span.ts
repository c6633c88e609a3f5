const DAY = 24

/** How long members see a gig before others, as people say it: two days and more in days, if there is no hour left over. */
export function earlySpan(hours: number): { unit: 'days' | 'hours'; count: number } {
  return hours >= 2 * DAY && hours % DAY === 0 ? { unit: 'days', count: hours / DAY } : { unit: 'hours', count: hours }
}
