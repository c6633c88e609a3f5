import type { AnnouncementCard } from '../../shared/announcement-card.ts'
import { announcementPosting, type AnnouncementPosting } from '../../shared/announcement-posting.ts'
import type { Announcement, AnnouncementText } from '../../shared/announcements.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import { languageName, noteOf } from '../../shared/translation-notes.ts'
import { countingUrl, isPublicAddress } from './announcement-clicks.ts'

type Readable = Pick<Announcement, 'id' | 'language' | 'texts' | 'urls' | 'state'>

export interface Around {
  communityName: string
  publicUrl: string
  images: readonly { id: string; name: string; type: string }[]
}

/** What is said where a text is shown in another language than the reader's; in English where there are no words. */
const FALLBACK: Record<string, (language: string) => string> = {
  en: (language) => `Not available in your language; shown in ${language}`,
  de: (language) => `Nicht in deiner Sprache verfügbar, Original: ${language}`,
  es: (language) => `No está disponible en tu idioma; se muestra en ${language}`,
  ja: (language) => `この言語の訳がないため、${language}で表示しています`,
  ar: (language) => `غير متوفّر بلغتك؛ يظهر بهذه اللغة: ${language}`,
}

/** The text for readers of a language: in it, in another form of it, or as the author wrote it. */
export function textFor({ language, texts }: Pick<Readable, 'language' | 'texts'>, wanted: string): AnnouncementText {
  const found =
    texts.find((text) => text.language === wanted) ??
    texts.find((text) => primaryLanguage(text.language) === primaryLanguage(wanted)) ??
    texts.find((text) => text.language === language)
  if (found === undefined) throw new Error('an announcement without its own text')
  return found
}

export function isFallback(text: Pick<AnnouncementText, 'language'>, wanted: string): boolean {
  return primaryLanguage(text.language) !== primaryLanguage(wanted)
}

/** What readers of a language get. @param posting - what was chosen for where it stands. */
export function cardFor(
  announcement: Readable,
  wanted: string,
  { communityName, publicUrl, images }: Around,
  posting: AnnouncementPosting = announcementPosting.parse({}),
): AnnouncementCard {
  const { id, urls } = announcement
  const text = textFor(announcement, wanted)
  const { code } = posting
  const hrefOf = (url: string, at: number) =>
    code === null || !isPublicAddress(publicUrl) ? url : countingUrl(publicUrl, id, code, at)
  return {
    type: 'announcement',
    announcementId: id,
    communityName,
    language: text.language,
    readerLanguage: wanted,
    title: text.title,
    markdown: text.markdown,
    buttons: urls.map((url, at) => ({ url: hrefOf(url, at), label: text.labels[at] ?? url })),
    note: smallPrint(announcement.language, text, wanted),
    images: images.map((image, at) => ({ ...image, alt: text.alts[at] ?? image.name })),
    posting,
    hubUrl: `${publicUrl}${pathOf(id)}`,
    isRecalled: announcement.state === 'recalled',
  }
}

/** In the web client. */
export function pathOf(announcementId: string): string {
  return `/announcements/${announcementId}`
}

function smallPrint(original: string, text: AnnouncementText, wanted: string): string | null {
  if (isFallback(text, wanted)) {
    const say = FALLBACK[primaryLanguage(wanted)] ?? FALLBACK['en']
    return say?.(languageName(text.language, wanted)) ?? null
  }
  if (text.engine === null) return null
  return noteOf(
    { state: 'translated', text: '', from: original, to: text.language, engine: text.engine, at: 0 },
    wanted,
  )
}
