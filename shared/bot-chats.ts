import { z } from 'zod'
import { chatFile } from './chat-posts.ts'
import { epochMs, id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'
import { languageCode, translation } from './translation.ts'

/** What bots and the hub say about conversations: what is written in channels, and what people ask to be translated. */

export const externalId = z.string().min(1).max(64)

export const chatChannel = z.object({ workspaceId: externalId, channelId: externalId })
export type ChatChannel = z.infer<typeof chatChannel>

const chatPerson = z.object({
  personId: externalId,
  name: z.string().trim().min(1).max(200),
  imageUrl: z.string().max(2000).nullable(),
})

/** A message as a person wrote it in a channel or one of its threads. */
export const chatMessage = z.object({
  messageId: externalId,
  /** The channel, or the thread where a platform takes it for a channel. */
  placeId: externalId,
  author: chatPerson,
  /** In Markdown, with mentions as plain names. */
  markdown: z.string().max(40_000),
  sentAt: epochMs,
  /** The message that its thread began with; null: it is in no thread, or begins one. */
  threadId: externalId.nullable(),
  replyToId: externalId.nullable(),
  /** What its author called the forum post that it begins. */
  title: z.string().max(200).nullable(),
  /** Taken to the hub before: what could not be taken is not there. */
  files: z.array(chatFile.shape.id).max(10),
  /** Names of files that could not be taken. */
  lostFiles: z.array(z.string().max(255)).max(10),
})
export type ChatMessage = z.infer<typeof chatMessage>

export const chatEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('posted'), message: chatMessage }),
  z.object({ kind: z.literal('edited'), messageId: externalId, markdown: z.string().max(40_000) }),
  z.object({ kind: z.literal('deleted'), messageId: externalId }),
  z.object({
    kind: z.literal('reacted'),
    messageId: externalId,
    person: chatPerson,
    emoji: z.string().min(1).max(64),
    isAdded: z.boolean(),
  }),
])
export type ChatEvent = z.infer<typeof chatEvent>

export const MOST_CHAT_EVENTS = 50

const watchedChannel = chatChannel.extend({
  /** Set: whether this person may link the channel is to be found out first. */
  askedBy: externalId.nullable(),
})
export type WatchedChannel = z.infer<typeof watchedChannel>

export const channelKind = z.enum(['channel', 'forum'])

/** 'as-written': nothing is translated for it. */
export const channelLanguage = z.union([z.literal('as-written'), languageCode])
export type ChannelLanguage = z.infer<typeof channelLanguage>

const roomRef = z.object({ id, name: z.string(), communityName: z.string() })

export const chatRequests = {
  /** The channels whose messages the hub wants; asked again after 'chats:changed'. */
  'chats:watch': {
    request: z.object({}),
    answer: z.object({ channels: z.array(watchedChannel), flags: z.boolean() }),
  },
  /** Whether the person who wants to link the channel may. */
  'chats:checked': {
    request: z.object({
      channel: chatChannel,
      askedBy: externalId,
      mayLink: z.boolean(),
      problem: z.string().max(300).nullable(),
    }),
    answer: z.object({}),
  },
  /** From where a bot that was away goes on. */
  'chats:resume': {
    request: z.object({ channel: chatChannel }),
    answer: z.object({
      /** The last message that the hub has; null: none, so only those since `since` matter. */
      after: externalId.nullable(),
      since: epochMs,
      /** The newest that it has of people there, to find out what was changed or deleted meanwhile. */
      known: z.array(z.object({ messageId: externalId, placeId: externalId })).max(100),
      /** The threads in which people spoke last, by what they began with: their answers may have been missed, too. */
      threads: z.array(z.object({ messageId: externalId, placeId: externalId })).max(100),
    }),
  },
  /** Acknowledged when all of them are stored. Told twice, they count once. */
  'chats:tell': {
    request: z.object({ channel: chatChannel, events: z.array(chatEvent).min(1).max(MOST_CHAT_EVENTS) }),
    answer: z.object({}),
  },
  'chats:rooms': {
    request: z.object({ person: platformPerson, query: z.string().max(100) }),
    answer: answerTo({ rooms: z.array(roomRef) }),
  },
  /** By somebody who may, as the bot has found out: they become part of the room's conversation. */
  'chats:link': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel,
      channelName: z.string().max(200),
      workspaceName: z.string().max(200),
      kind: channelKind,
      /** Id or name of a room. */
      room: z.string().min(1).max(100),
      language: channelLanguage,
    }),
    answer: answerTo({ room: roomRef, channels: z.number().int() }),
  },
  'chats:unlink': {
    request: z.object({ person: platformPerson, channel: chatChannel }),
    answer: answerTo({ room: roomRef }),
  },
  /** For one person alone; null: in the language that they have chosen, or else that of their client. */
  'translations:make': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel.nullable(),
      language: languageCode.nullable(),
      clientLanguage: z.string().max(20).nullable(),
      /** A message that stands in the channel: of one that the bot carried there, the original is translated. */
      messageId: externalId.nullable().default(null),
      authorId: externalId.nullable(),
      markdown: z.string().max(40_000),
    }),
    answer: answerTo({ to: languageCode, translation }),
  },
  /** A flag was put on a message: the translation is posted below it, once for each language. */
  'translations:flag': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel,
      language: languageCode,
      message: chatMessage.pick({ messageId: true, placeId: true, markdown: true }).extend({
        authorId: externalId.nullable(),
        authorName: z.string().max(200),
        /** The thread to answer in; null: the message begins one. */
        threadId: externalId.nullable(),
      }),
    }),
    answer: z.object({ isTaken: z.boolean() }),
  },
  'translations:settings': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel.nullable(),
      change: z
        .object({
          language: languageCode.nullable().optional(),
          /** True: what I write is left as written. */
          isOptedOut: z.boolean().optional(),
          /** Translate all of this channel for me, by direct message. */
          follows: z.boolean().optional(),
        })
        .nullable(),
      clientLanguage: z.string().max(20).nullable(),
    }),
    answer: answerTo({
      language: languageCode.nullable(),
      isOptedOut: z.boolean(),
      follows: z.boolean(),
      linkedRoom: roomRef.nullable(),
    }),
  },
} as const
