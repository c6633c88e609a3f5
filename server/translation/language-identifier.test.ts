import { expect, test } from 'vitest'
import { LanguageIdentifier } from './language-identifier.ts'

test('short lines are told by script, phrase, letters and author; what is not sure stays unknown', async () => {
  const identifier = new LanguageIdentifier()
  const tell = (words: string, expected: string[] = [], authorId?: string) =>
    identifier.identify({ words, expected, authorId })
  for (const [words, language] of [
    ['push済みです', 'ja'],
    ['お疲れさまです', 'ja'],
    ['확인했습니다', 'ko'],
    ['谢谢大家', 'zh'],
    ['Καλημέρα', 'el'],
    ['gracias', 'es'],
    ['Guten Morgen!', 'de'],
    ['can you review this pull request?', 'en'],
    ['Die Tests laufen wieder durch', 'de'],
    ['el build está roto otra vez', 'es'],
    ['la reunió és demà al matí', 'ca'],
    ['merci beaucoup pour ton aide', 'fr'],
    ['дякую', 'uk'],
    ['لا أعرف', 'ar'],
    ['not yet', 'en'],
  ] as const) {
    expect(await tell(words), words).toBe(language)
  }
  expect(await tell('了解', ['ja', 'en'])).toBe('ja')
  // Neither of the room's languages: it does not become one of them.
  expect(await tell('Das Modell ist viel zu groß für das Telefon', ['en', 'es'])).toBe('de')
  // Nothing to tell by, words of the trade, names.
  for (const words of ['ok', 'xyz', '', 'No', 'push', 'deploy', 'React', 'Tokyo', 'Anna Schmidt', 'Berlin, Madrid'])
    expect(await tell(words, ['en', 'es', 'de', 'ja']), words).toBeUndefined()
  // What looks alike in several languages of the room is told by its small words and letters.
  for (const [words, language] of [
    ['ho miro ara', 'ca'],
    ['ya está', 'es'],
    ['já volto', 'pt'],
    ["c'est fait", 'fr'],
    ['ci penso io', 'it'],
    ['ik kijk even', 'nl'],
  ] as const) {
    expect(await tell(words, ['en', 'es', 'pt', 'ca', 'fr', 'it', 'nl', 'de']), words).toBe(language)
  }
  // The same two words, by somebody who has just written Portuguese.
  await tell('vou fazer isso amanhã de manhã', ['es', 'pt'], 'bruno')
  expect(await tell('modelo novo', ['es', 'pt'], 'bruno')).toBe('pt')
})
