import { z } from 'zod'

const keptMessage = z.object({
  clientMessageId: z.string(),
  text: z.string(),
  files: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })),
  replyToId: z.string().nullable(),
})
export type KeptMessage = z.infer<typeof keptMessage>

const PREFIX = 'guildhall:messages:'
/** More than anybody writes in one flight. */
const MOST = 100

/** Chat messages that have not arrived at the hub, of a room or thread: kept over a reload. */
export function keptMessages(placeId: string): KeptMessage[] {
  try {
    const parsed = z.array(keptMessage).safeParse(JSON.parse(localStorage.getItem(PREFIX + placeId) ?? '[]'))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}

export function keepMessages(placeId: string, messages: readonly KeptMessage[]): void {
  if (messages.length === 0) localStorage.removeItem(PREFIX + placeId)
  else localStorage.setItem(PREFIX + placeId, JSON.stringify(messages.slice(-MOST)))
}

export function forgetKeptMessages(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}
