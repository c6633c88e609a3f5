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
  /** Markdown; a member is mentioned by a link, see `mentions.ts`. */
  text: z.string(),
  at: epochMs,
  editedAt: epochMs.nullable(),
  /** A moderator took its words away. */
  withheld: z.boolean().default(false),
})
export type BoardComment = z.infer<typeof boardComment>
