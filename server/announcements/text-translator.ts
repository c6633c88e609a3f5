import type { AnnouncementText, FailedReason } from '../../shared/announcements.ts'
import type { Translator } from '../translation/translator.ts'

type Result = { text: AnnouncementText } | { failed: { language: string; reason: FailedReason } }

/** A whole announcement in another language: title, text, the words on its buttons and what its images show, or nothing of it. */
export async function translateText(
  translator: Translator,
  communityId: string,
  original: AnnouncementText,
  language: string,
): Promise<Result> {
  const engines = new Set<string>()
  const into = async (text: string, markup: 'markdown' | 'plain'): Promise<string | FailedReason[]> => {
    const source = {
      communityId,
      text,
      markup,
      from: original.language,
      to: language,
      purpose: 'announcement',
    } as const
    const translation = await translator.translate(source)
    if (translation.state === 'translated') {
      engines.add(translation.engine)
      return translation.text
    }
    // A name or 'LGTM' is the same in every language.
    if (translation.state === 'same' || translation.reason === 'nothing-to-translate') return text
    return [translation.reason]
  }
  const parts = await Promise.all([
    into(original.title, 'plain'),
    into(original.markdown, 'markdown'),
    ...[...original.labels, ...original.alts].map((words) => into(words, 'plain')),
  ])
  const done: string[] = []
  for (const part of parts) {
    if (typeof part !== 'string') return { failed: { language, reason: part[0] ?? 'engine-down' } }
    done.push(part)
  }
  const [title = '', markdown = '', ...words] = done
  const labels = words.slice(0, original.labels.length)
  const alts = words.slice(original.labels.length)
  return { text: { language, title, markdown, labels, alts, engine: [...engines].join(', ') || null } }
}
