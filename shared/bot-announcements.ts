import { z } from 'zod'
import { announcementLink, MAX_ALT, MAX_BUTTONS, MAX_IMAGES, MAX_LABEL, MAX_TITLE } from './announcement-card.ts'
import { announcementState, MAX_MARKDOWN } from './announcements.ts'
import { chatChannel } from './bot-chats.ts'
import { id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'
import { languageCode } from './translation.ts'

const announced = answerTo({
  announcementId: id,
  url: z.string(),
  /** What each platform is going to show, and the way to send it. */
  previewUrl: z.string(),
  state: announcementState,
  images: z.number().int(),
  buttons: z.number().int(),
  /** In words, by the clocks of `timeZone`; null: it was sent, or has no time. */
  due: z.string().nullable(),
  timeZone: z.string(),
  communityName: z.string(),
  nicheName: z.string().nullable(),
  /** Whether it stands in the channel where it was asked for. */
  here: z.boolean(),
  /** Names of the other channels. */
  channels: z.array(z.string()),
  /** For which it waits. */
  blockedWord: z.string().nullable(),
})
const alts = z.array(z.string().trim().min(1).max(MAX_ALT)).max(MAX_IMAGES)
/** Where the person asks. */
const here = chatChannel.nullable()
/** '2026-12-24 09:00' in the person's own time zone; null: now. */
const when = z.string().max(40).nullable()

/** What bots ask about announcements. */
export const announcementRequests = {
  /** To whom the person may announce. */
  'announcements:audiences': {
    request: z.object({ person: platformPerson }),
    answer: answerTo({
      /** Whether to all members. */
      everywhere: z.boolean(),
      niches: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  /** Into the channel where it is asked for, those of the niche, and the inbox of each member. */
  'announcements:send': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel.extend({ name: z.string().max(200), workspaceName: z.string().max(200) }),
      title: z.string().max(MAX_TITLE),
      markdown: z.string().max(MAX_MARKDOWN),
      /** Id or name of the niche whose members it is for; null: all, or the only one that the person runs. */
      niche: z.string().max(100).nullable().default(null),
      /** In which it is written; null: the first of the person's profile. */
      language: languageCode.nullable().default(null),
      when,
      /** True: it is sent later, after a look at it. */
      draft: z.boolean().default(false),
    }),
    answer: announced,
  },
  /** What can be changed of a draft. */
  'announcements:read': {
    request: z.object({ person: platformPerson, announcementId: id }),
    answer: answerTo({ alts: z.array(z.string()), buttons: z.array(z.object({ label: z.string(), url: z.string() })) }),
  },
  /** Images, which were brought to `POST /api/bot-images` before, and buttons of one that was not sent. */
  'announcements:dress': {
    request: z.object({
      person: platformPerson,
      announcementId: id,
      channel: here,
      /** Without any, those that it has stay. */
      images: z.array(id).max(MAX_IMAGES),
      alts,
      buttons: z
        .array(z.object({ label: z.string().trim().min(1).max(MAX_LABEL), url: announcementLink }))
        .max(MAX_BUTTONS),
    }),
    answer: announced,
  },
  'announcements:sendDraft': {
    request: z.object({ person: platformPerson, announcementId: id, channel: here, when }),
    answer: announced,
  },
} as const
