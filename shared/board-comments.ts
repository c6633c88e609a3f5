import { z } from 'zod'
import { epochMs, id } from './endpoint.ts'

export const commentText = z.string().trim().min(1).max(10_000)

/** Kept by the hub, not in the board's Yjs document: there, any client could write in another member's name. */
export const boardComment = z.object({
  id,
  cardId: z.string(),
  /** Who was signed in; null: came with an import, or the member is gone. */
  author: id.nullable(),
  /** As an import named the author. */
  authorName: z.string().nullable(),
  /** Markdown; a member is mentioned by a link, see `mention`. */
  text: z.string(),
  at: epochMs,
  editedAt: epochMs.nullable(),
})
export type BoardComment = z.infer<typeof boardComment>

const MENTION = /\[(@[^\]\n]{1,200})\]\(\/members\/([A-Za-z0-9][\w.~-]{0,127})\)/g

/** How a member is mentioned in Markdown. */
export function mention(member: { id: string; name: string }): string {
  return `[@${member.name.replace(/[[\]\n]/g, ' ')}](/members/${member.id})`
}

/** @returns the ids of the members that a text mentions, each once. */
export function mentionsIn(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(MENTION)].flatMap((found) => found[2] ?? []))]
}

/** A text as it reads: of a mention, the name stays. */
export function withoutMentionLinks(markdown: string): string {
  return markdown.replace(MENTION, '$1')
}
