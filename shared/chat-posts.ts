import { z } from 'zod'
import { id } from './endpoint.ts'

/** A message of a platform: its channel (or the thread within it), and its id there. */
export const chatPlace = z.object({ channelId: z.string().min(1).max(64), messageId: z.string().min(1).max(64) })
export type ChatPlace = z.infer<typeof chatPlace>

export const chatFile = z.object({
  id,
  name: z.string().max(255),
  type: z.string().max(100),
  bytes: z.number().int().nonnegative(),
})
export type ChatFile = z.infer<typeof chatFile>

/** A message of a conversation, as it is to stand in one of the linked channels. */
export const chatPost = z.object({
  type: z.literal('chat_post'),
  /** Of the room. */
  messageId: id,
  author: z.object({ name: z.string().max(200), imageUrl: z.string().max(2000).nullable() }),
  /** Mentions are plain names in it. */
  markdown: z.string().max(40_000),
  /** Small print below it, e.g. that a machine translated it. */
  note: z.string().max(400).nullable(),
  files: z.array(chatFile).max(10),
  /** The message that it answers; its place is null where that does not stand in this channel. */
  replyTo: z
    .object({ messageId: id, author: z.string().max(200), excerpt: z.string().max(200), place: chatPlace.nullable() })
    .nullable(),
  /** The thread that it belongs to, by its first message; the place is found when the post goes out. */
  thread: z.object({ messageId: id, name: z.string().max(100), place: chatPlace.nullable() }).nullable(),
  /** What a forum calls the thread that this message begins. */
  title: z.string().max(100),
  /** When its words were written or last edited, in Unix milliseconds. */
  wordsAt: z.number().int(),
  /** Its author took it back. */
  isRemoved: z.boolean(),
  /** The last copy before it: an attempt whose answer was lost can only stand after that. Set when it goes out. */
  after: z.string().max(64).nullable(),
})
export type ChatPost = z.infer<typeof chatPost>

/** The reactions that a bot shows on a message for people who are elsewhere: these, and none else. */
export const chatReactions = z.object({
  type: z.literal('chat_reactions'),
  messageId: id,
  /** Found when it goes out; null: the message does not stand there. */
  place: chatPlace.nullable(),
  /** An emoji as itself, or ':name:' of one that a workspace made. */
  emojis: z.array(z.string().min(1).max(64)).max(20),
})
export type ChatReactions = z.infer<typeof chatReactions>
