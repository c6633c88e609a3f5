/** @param dueOn - ISO date. @returns 'late' from the day after it, 'soon' on the day itself and the day before. */
export function dueTone(dueOn: string, now: Date): 'late' | 'soon' | 'later' {
  const due = Date.parse(`${dueOn}T00:00:00Z`)
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  if (due < today) return 'late'
  return due - today <= 86_400_000 ? 'soon' : 'later'
}
