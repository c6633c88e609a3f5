import { dehydrate, hydrate, type QueryClient } from '@tanstack/react-query'

const KEY = 'guildhall:queries'
/** First part of the keys whose answers a page needs to open offline. */
const KEPT = new Set(['me', 'members', 'documents', 'document', 'threads', 'rooms', 'board-comments'])
const MAX_CHARACTERS = 1_000_000
const DELAY_MS = 500

/** Keeps a few answers of the hub over a reload, so that a board or document opens offline. They count as stale. */
export function keepQueries(client: QueryClient): void {
  restore(client)
  let timer: ReturnType<typeof setTimeout> | undefined
  client.getQueryCache().subscribe(({ query, type }) => {
    if (type !== 'updated' || !KEPT.has(String(query.queryKey[0]))) return
    timer ??= setTimeout(() => {
      timer = undefined
      save(client)
    }, DELAY_MS)
  })
}

export function forgetKeptQueries(): void {
  localStorage.removeItem(KEY)
}

function restore(client: QueryClient): void {
  const text = localStorage.getItem(KEY)
  if (text === null) return
  try {
    hydrate(client, JSON.parse(text))
    for (const query of client.getQueryCache().getAll()) query.invalidate()
  } catch {
    // Written by an older version of the app: of no use, and the hub has it all.
    forgetKeptQueries()
  }
}

function save(client: QueryClient): void {
  const kept = dehydrate(client, {
    shouldDehydrateQuery: ({ queryKey, state }) =>
      KEPT.has(String(queryKey[0])) && state.status === 'success' && state.data !== null,
  })
  const text = JSON.stringify(kept)
  if (text.length <= MAX_CHARACTERS) localStorage.setItem(KEY, text)
}
