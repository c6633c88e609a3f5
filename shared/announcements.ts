import { z } from 'zod'
import {
  announcementCard,
  announcementLink,
  MAX_ALT,
  MAX_BUTTONS,
  MAX_IMAGES,
  MAX_LABEL,
  MAX_TITLE,
} from './announcement-card.ts'
import { announcementOptions } from './announcement-options.ts'
import { announcementAudience, announcementChannel } from './announcement-places.ts'
import { announcementReport } from './announcement-report.ts'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { hold } from './holds.ts'
import { timeZone } from './profiles.ts'
import { languageCode, untranslatedReason } from './translation.ts'

export const MAX_MARKDOWN = 1700
const MAX_CHANNELS = 50
export const MAX_LANGUAGES = 12

const text = z.object({
  language: languageCode,
  title: z.string().trim().min(1).max(MAX_TITLE),
  markdown: z.string().trim().min(1).max(MAX_MARKDOWN),
  /** Of the buttons, in their order. */
  labels: z.array(z.string().trim().min(1).max(MAX_LABEL)).max(MAX_BUTTONS),
  /** What the images show, in their order. */
  alts: z.array(z.string().trim().min(1).max(MAX_ALT)).max(MAX_IMAGES).default([]),
})

export const announcementInput = z
  .object({
    /** For the members of this niche; null: for all of the community. */
    nicheId: id.nullable().default(null),
    /** Of the text that its author wrote, and that is shown where there is none in the reader's language. */
    language: languageCode,
    texts: z.array(text).min(1).max(MAX_LANGUAGES),
    /** Where the buttons lead. */
    urls: z.array(announcementLink).max(MAX_BUTTONS).default([]),
    /** Ids of those that were uploaded. */
    images: z.array(id).max(MAX_IMAGES).default([]),
    channels: z.array(announcementChannel).max(MAX_CHANNELS).default([]),
    /** Which of these members. */
    audience: announcementAudience.prefault({}),
    /** Into the inbox of each member. */
    web: z.boolean().default(true),
    /** To each member who chose mail for announcements. */
    mail: z.boolean().default(true),
    /** To each member who chose direct messages for them. */
    dm: z.boolean().default(true),
  })
  .superRefine(({ language, texts, urls, images, channels }, issues) => {
    const add = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message })
    const languages = new Set(texts.map((one) => one.language))
    if (!languages.has(language)) add('texts', 'has no text in the language of the announcement')
    if (languages.size < texts.length) add('texts', 'has two texts in one language')
    if (texts.some(({ labels }) => labels.length !== urls.length)) add('texts', 'needs one label for each button')
    if (texts.some(({ alts }) => alts.length !== images.length)) add('texts', 'needs to say what each image shows')
    if (new Set(images).size < images.length) add('images', 'has an image twice')
    const places = new Set(channels.map((one) => `${one.platform} ${one.workspaceId} ${one.channelId}`))
    if (places.size < channels.length) add('channels', 'names a channel twice')
    const hasSteps = channels.filter(({ afterwards }) => afterwards.length > 0)
    if (hasSteps.some(({ platform, kind }) => platform !== 'discord' || kind === 'forum')) {
      add('channels', 'has threads and publishing only in text channels of Discord')
    }
  })
export type AnnouncementInput = z.infer<typeof announcementInput>

export const textWithOrigin = text.extend({
  /** The engine that made it; null: a person wrote it, or changed what an engine had made. */
  engine: z.string().nullable(),
})
export type AnnouncementText = z.infer<typeof textWithOrigin>

export const REPEATS = ['never', 'weekly', 'monthly'] as const
export const repeat = z.enum(REPEATS)

export const sendTime = z.object({
  /** By the clocks of `timeZone`. */
  local: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'is not a local time such as 2026-03-29T09:00'),
  timeZone,
  repeat: repeat.default('never'),
})
export type SendTime = z.infer<typeof sendTime>

/**
 * draft: not sent. held: waits for a moderator, and goes out at the time of `schedule`. scheduled: waits for `dueAt`; one that
 * repeats may have been sent before. recalled: taken back.
 */
export const announcementState = z.enum(['draft', 'held', 'scheduled', 'sent', 'recalled'])

export const announcement = z.object({
  id,
  communityId: id,
  author: z.object({ id, name: z.string() }).nullable(),
  nicheId: id.nullable(),
  language: languageCode,
  texts: z.array(textWithOrigin),
  urls: z.array(z.string()),
  images: z.array(z.string()),
  channels: z.array(announcementChannel),
  audience: announcementAudience,
  web: z.boolean(),
  mail: z.boolean(),
  dm: z.boolean(),
  state: announcementState,
  /** For who may change it; null: it had no blocked word. */
  hold: hold.nullable(),
  schedule: sendTime.nullable(),
  dueAt: epochMs.nullable(),
  /** The last time. */
  sentAt: epochMs.nullable(),
  createdAt: epochMs,
  /** Whether I may change, send and take it back. */
  mine: z.boolean(),
})
export type Announcement = z.infer<typeof announcement>

const preview = z.object({
  /** Wanted by some channel or written by the author. */
  language: languageCode,
  /** True: there is no text in that language, so this is the author's. */
  isFallback: z.boolean(),
  card: announcementCard,
  /** How many characters too long it is for one message of Discord or Slack. */
  excess: z.number().int(),
  /** As the mail is written. */
  mail: z.object({ subject: z.string(), text: z.string() }),
})
export type AnnouncementPreview = z.infer<typeof preview>

/** Why a text is not there in a language. */
const failedReason = untranslatedReason.exclude(['nothing-to-translate'])
export type FailedReason = z.infer<typeof failedReason>

const params = z.object({ communityId: id, announcementId: id })
const PATH = '/api/communities/:communityId/announcements'
const tag = 'announcements'
const write = { tag, access: 'community:admin', params } as const

export const announcementEndpoints = {
  list: endpoint({
    method: 'get',
    path: PATH,
    summary: 'What was announced to me; drafts and scheduled ones too for who may announce. Newest first, at most 100',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: z.object({ announcements: z.array(announcement), mayAnnounce: z.boolean() }),
  }),
  options: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/announcement-options',
    summary: 'Where I may announce',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: announcementOptions,
  }),
  get: endpoint({
    method: 'get',
    path: `${PATH}/:announcementId`,
    summary: 'One announcement',
    tag,
    access: 'community:read',
    params,
    answer: announcement,
  }),
  add: endpoint({
    method: 'post',
    path: PATH,
    summary: 'Write a draft (admins; moderators for the members of their niche)',
    ...write,
    params: communityParams,
    body: announcementInput,
    answer: announcement,
    status: 201,
  }),
  change: endpoint({
    method: 'put',
    path: `${PATH}/:announcementId`,
    summary: 'Change it: once it was sent, everywhere where it stands. Machine translations follow the text',
    ...write,
    body: announcementInput,
    answer: announcement,
  }),
  remove: endpoint({ method: 'delete', path: `${PATH}/:announcementId`, summary: 'Delete a draft', ...write }),
  translate: endpoint({
    method: 'post',
    path: `${PATH}/:announcementId/translations`,
    summary: 'Have it translated; texts that a person wrote stay',
    ...write,
    body: z.object({ languages: z.array(languageCode).min(1).max(MAX_LANGUAGES) }),
    status: 200,
    answer: z.object({
      announcement,
      failed: z.array(z.object({ language: languageCode, reason: failedReason })),
    }),
  }),
  preview: endpoint({
    method: 'get',
    path: `${PATH}/:announcementId/preview`,
    summary: 'What each language is going to read',
    ...write,
    answer: z.object({ previews: z.array(preview) }),
  }),
  send: endpoint({
    method: 'post',
    path: `${PATH}/:announcementId/send`,
    summary: 'Send it now, or at a local time',
    ...write,
    body: z.object({ at: sendTime.nullable() }),
    status: 200,
    answer: announcement,
  }),
  unschedule: endpoint({
    method: 'delete',
    path: `${PATH}/:announcementId/schedule`,
    summary: 'Do not send it, or not again',
    ...write,
    answer: announcement,
  }),
  recall: endpoint({
    method: 'post',
    path: `${PATH}/:announcementId/recall`,
    summary: 'Take it back everywhere; a mail that was sent stays',
    ...write,
    status: 200,
    answer: announcement,
  }),
  report: endpoint({
    method: 'get',
    path: `${PATH}/:announcementId/report`,
    summary: 'Where it arrived, and why not',
    ...write,
    answer: announcementReport,
  }),
  resend: endpoint({
    method: 'post',
    path: `${PATH}/:announcementId/deliveries/:deliveryId/resend`,
    summary: 'Try a target again that was given up',
    ...write,
    params: params.extend({ deliveryId: id }),
    status: 204,
  }),
}
