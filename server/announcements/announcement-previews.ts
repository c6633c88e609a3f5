import { excessOf } from '../../shared/announcement-card.ts'
import type { AnnouncementPreview } from '../../shared/announcements.ts'
import { HubError } from '../../shared/errors.ts'
import { languageName } from '../../shared/translation-notes.ts'
import type { MemberService } from '../members/member-service.ts'
import { cardFor, isFallback, textFor } from './announcement-cards.ts'
import type { AnnouncementImages } from './announcement-images.ts'
import { announcementMail } from './announcement-mail.ts'
import type { StoredAnnouncement } from './announcement-rows.ts'

export interface AnnouncementPreviewsDeps {
  images: AnnouncementImages
  members: MemberService
  publicUrl: () => string
}

/** What each language is going to read, on each platform. */
export class AnnouncementPreviews {
  readonly #deps: AnnouncementPreviewsDeps

  constructor(deps: AnnouncementPreviewsDeps) {
    this.#deps = deps
  }

  async of(announcement: StoredAnnouncement): Promise<AnnouncementPreview[]> {
    const { texts, channels } = announcement
    const languages = new Set([...texts.map(({ language }) => language), ...channels.map(({ language }) => language)])
    const community = await this.#deps.members.community(announcement.communityId)
    const publicUrl = this.#deps.publicUrl()
    const images = await this.#deps.images.describe(announcement.images)
    const around = { communityName: community?.name ?? '', publicUrl, images }
    return [...languages].map((language) => {
      const card = cardFor(announcement, language, around)
      // Of those that are called in a channel of this language, the longest.
      const called = channels
        .filter((channel) => channel.language === language)
        .map(({ ping }) => excessOf({ ...card, posting: { ...card.posting, ping } }))
      return {
        language,
        isFallback: isFallback(textFor(announcement, language), language),
        card,
        excess: Math.max(excessOf(card), ...called),
        mail: announcementMail(card, publicUrl),
      }
    })
  }

  /** @throws HubError 'invalid_input' for what is too long for one message. */
  async requireFitting(announcement: StoredAnnouncement): Promise<void> {
    const long = (await this.of(announcement)).find(({ excess }) => excess > 0)
    if (long === undefined) return
    const name = languageName(long.card.language, 'en')
    throw new HubError('invalid_input', `The text in ${name} is ${long.excess} characters too long for one message.`)
  }
}
