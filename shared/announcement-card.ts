import { z } from 'zod'
import { render } from './chat-markup/render.ts'
import { scan } from './chat-markup/scan.ts'
import { id } from './endpoint.ts'
import { languageCode } from './translation.ts'

/** Slack's for a header: https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const MAX_TITLE = 150
/** Slack's for a button; Discord takes 80. */
export const MAX_LABEL = 75
export const MAX_BUTTONS = 5
/** Discord's for a message. An announcement is one message everywhere, so that it is edited and taken back as one. */
const MAX_MESSAGE = 2000

export const announcementLink = z
  .url({ protocol: /^https$/, error: 'is not an address that begins with https://' })
  .max(500)

/** What an announcement says to readers of one language; platforms render it with their own means. */
export const announcementCard = z.object({
  type: z.literal('announcement'),
  announcementId: id,
  communityName: z.string(),
  /** Of the text. */
  language: languageCode,
  /** Whom it is for; another one than `language` where there was no text in it. */
  readerLanguage: languageCode,
  title: z.string(),
  markdown: z.string(),
  buttons: z.array(z.object({ label: z.string(), url: z.string() })).max(MAX_BUTTONS),
  /** The small print: that a machine translated it, or that this language was not to be had. */
  note: z.string().nullable(),
  /** In the hub's web client. */
  hubUrl: z.string(),
  /** It was taken back: nothing of it stands. */
  isRecalled: z.boolean(),
})
export type AnnouncementCard = z.infer<typeof announcementCard>

/** The body as Discord is given it, without the buttons. */
export function discordAnnouncement({ title, markdown, note }: AnnouncementCard): string {
  const small = note === null ? '' : `\n-# ${plain(note)}`
  return `## ${plain(title)}\n${render(scan(markdown, 'markdown'), 'markdown', 'discord')}${small}`
}

/** The body as Slack is given it, below its header. */
export function slackAnnouncement({ markdown }: Pick<AnnouncementCard, 'markdown'>): string {
  return render(scan(markdown, 'markdown'), 'markdown', 'slack')
}

/** How many characters too long the card is for a platform; 0: it fits. */
export function excessOf(card: AnnouncementCard): number {
  return Math.max(0, discordAnnouncement(card).length - MAX_MESSAGE, slackAnnouncement(card).length - MAX_MESSAGE)
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_~[\]<>|]/g, String.raw`\$&`)
}
