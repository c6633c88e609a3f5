import type { AnnouncementText, FailedReason } from '../../shared/announcements.ts'
import type { Translator } from '../translation/translator.ts'

type Result = { text: AnnouncementText } | { failed: { language: string; reason: FailedReason } }

/** A whole announcement in another language: title, text and the words on its buttons, or nothing of it. */
export async function translateText(
  translator: Translator,
  communityId: string,
  original: AnnouncementText,
  language: string,
): Promise<Result> {
  const engines = new Set<string>()
  const into = async (text: string, markup: 'markdown' | 'plain'): Promise<string | FailedReason[]> => {
    const source = { communityId, text, markup, from: original.language, to: language, purpose: 'announcement' }
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
    ...original.labels.map((label) => into(label, 'plain')),
  ])
  const done: string[] = []
  for (const part of parts) {
    if (typeof part !== 'string') return { failed: { language, reason: part[0] ?? 'engine-down' } }
    done.push(part)
  }
  const [title = '', markdown = '', ...labels] = done
  return { text: { language, title, markdown, labels, engine: [...engines].join(', ') || null } }
}
