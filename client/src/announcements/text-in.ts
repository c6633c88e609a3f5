import type { Announcement, AnnouncementText } from '../../../shared/announcements.ts'
import { primaryLanguage } from '../../../shared/translation.ts'

/** The text for a reader of a language; the author's own where there is none. */
export function textIn(
  { texts, language }: Pick<Announcement, 'texts' | 'language'>,
  wanted: string,
): AnnouncementText {
  const found =
    texts.find((text) => primaryLanguage(text.language) === primaryLanguage(wanted)) ??
    texts.find((text) => text.language === language)
  if (found === undefined) throw new Error('an announcement without its own text')
  return found
}
