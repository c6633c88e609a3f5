import { z } from 'zod'
import { render } from './chat-markup/render.ts'
import { scan } from './chat-markup/scan.ts'
import { afterwards, announcementPosting, type Ping } from './announcement-posting.ts'
import { chatPlace } from './chat-posts.ts'
import { id } from './endpoint.ts'
import { languageCode } from './translation.ts'

/** More of them push the text out of sight. */
export const MAX_IMAGES = 4
export const MAX_ALT = 300

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

/** Something that is done with a message once it stands; a delivery of its own, so that a limit on it holds up no other. */
export const announcementStep = z.object({
  type: z.literal('announcement_step'),
  announcementId: id,
  step: afterwards,
  place: chatPlace,
  title: z.string(),
})
export type AnnouncementStep = z.infer<typeof announcementStep>

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
  images: z
    .array(z.object({ id, name: z.string(), type: z.string(), alt: z.string() }))
    .max(MAX_IMAGES)
    .default([]),
  /** How it stands at its target; for a person there is nothing to choose. */
  posting: announcementPosting.prefault({}),
  /** In the hub's web client. */
  hubUrl: z.string(),
  /** It was taken back: nothing of it stands. */
  isRecalled: z.boolean(),
})
export type AnnouncementCard = z.infer<typeof announcementCard>

/** The body as Discord is given it, without the buttons. */
export function discordAnnouncement({ title, markdown, note, posting }: AnnouncementCard): string {
  const small = note === null ? '' : `\n-# ${plain(note)}`
  const call = posting.ping === null ? '' : `${discordPing(posting.ping)}\n`
  const said = `## ${plain(title)}\n${render(scan(markdown, 'markdown'), 'markdown', 'discord')}${small}`
  return `${call}${withoutPings(said)}`
}

/** The body as Slack is given it, below its header. */
export function slackAnnouncement({ markdown }: Pick<AnnouncementCard, 'markdown'>): string {
  return render(scan(markdown, 'markdown'), 'markdown', 'slack')
}

/** As Slack writes a call, in a line of its own above all. */
export function slackPing(ping: Ping): string {
  return ping.kind === 'here' ? '<!here>' : `<!subteam^${ping.roleId}>`
}

/** How many characters too long the card is for a platform; 0: it fits. */
export function excessOf(card: AnnouncementCard): number {
  return Math.max(0, discordAnnouncement(card).length - MAX_MESSAGE, slackAnnouncement(card).length - MAX_MESSAGE)
}

/** Discord's for the name of a thread or of a post in a forum. */
const MAX_THREAD_NAME = 100

export function threadName(title: string): string {
  return title.length <= MAX_THREAD_NAME ? title : `${title.slice(0, MAX_THREAD_NAME - 1)}…`
}

function discordPing(ping: Ping): string {
  return ping.kind === 'here' ? '@here' : `<@&${ping.roleId}>`
}

/** Only the call that was chosen is one: the leave that it is given would hold for the words of the text, too. */
function withoutPings(text: string): string {
  return text.replace(/@(?=everyone|here)/g, '@\u200B').replace(/<@(?=[&!\d])/g, '<@\u200B')
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_~[\]<>|]/g, String.raw`\$&`)
}
