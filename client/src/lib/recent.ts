/** What was opened lately in this browser, newest first: shown before anything is typed, offline too. */
export interface Visit {
  path: string
  title: string
}

const KEY = 'guildhall:recent'
const MAX_VISITS = 8
/** Pages of one thing, each with a title of its own. */
const REMEMBERED = /^\/(boards|documents|gigs)\/[^/]+$/

export function rememberVisit(path: string, title: string): void {
  if (!REMEMBERED.test(path) || title === '') return
  const visits = [{ path, title }, ...recentVisits().filter((visit) => visit.path !== path)].slice(0, MAX_VISITS)
  localStorage.setItem(KEY, JSON.stringify(visits))
}

export function recentVisits(): Visit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isVisit) : []
  } catch {
    return []
  }
}

export function forgetVisits(): void {
  localStorage.removeItem(KEY)
}

function isVisit(value: unknown): value is Visit {
  const { path, title } = (value ?? {}) as Partial<Visit>
  return typeof path === 'string' && typeof title === 'string'
}
