import { engineName, isApproved } from './engine-name.ts'
import { type Translation, primaryLanguage } from './translation.ts'

interface Words {
  translated: (from: string, engine: string) => string
  approved: (from: string) => string
  asWritten: (why: string) => string
  reasons: { engine: string; budget: string; check: string; down: string; long: string }
}

/** The small print below a message in a channel, in the language of that channel; in English where there is none. */
const WORDS: Record<string, Words> = {
  en: {
    translated: (from, engine) => `Machine translation from ${from} (${engine})`,
    approved: (from) => `Translation from ${from}, approved by a member`,
    asWritten: (why) => `Not translated: ${why}`,
    reasons: {
      engine: 'no engine for these languages',
      budget: 'the budget for translations is used up',
      check: 'the translation failed its check',
      down: 'the engine did not answer',
      long: 'too long',
    },
  },
  de: {
    translated: (from, engine) => `Maschinell übersetzt, Original: ${from} (${engine})`,
    approved: (from) => `Übersetzung, von einem Mitglied geprüft; Original: ${from}`,
    asWritten: (why) => `Nicht übersetzt: ${why}`,
    reasons: {
      engine: 'für diese Sprachen gibt es keine Übersetzung',
      budget: 'das Budget für Übersetzungen ist aufgebraucht',
      check: 'die Übersetzung hat die Prüfung nicht bestanden',
      down: 'die Übersetzung war nicht erreichbar',
      long: 'zu lang',
    },
  },
  es: {
    translated: (from, engine) => `Traducción automática, original en ${from} (${engine})`,
    approved: (from) => `Traducción aprobada por un miembro, original en ${from}`,
    asWritten: (why) => `Sin traducir: ${why}`,
    reasons: {
      engine: 'no hay traductor para estos idiomas',
      budget: 'se agotó el presupuesto de traducción',
      check: 'la traducción no pasó la comprobación',
      down: 'el traductor no respondió',
      long: 'demasiado largo',
    },
  },
  ja: {
    translated: (from, engine) => `${from}からの機械翻訳（${engine}）`,
    approved: (from) => `${from}からの翻訳（メンバー確認済み）`,
    asWritten: (why) => `未翻訳：${why}`,
    reasons: {
      engine: 'この言語の組み合わせに対応する翻訳エンジンがありません',
      budget: '翻訳の予算を使い切りました',
      check: '翻訳が検査に通りませんでした',
      down: '翻訳エンジンが応答しませんでした',
      long: '長すぎます',
    },
  },
  ar: {
    translated: (from, engine) => `ترجمة آلية، الأصل: ${from} (${engine})`,
    approved: (from) => `ترجمة أقرّها أحد الأعضاء، الأصل: ${from}`,
    asWritten: (why) => `لم تُترجم: ${why}`,
    reasons: {
      engine: 'لا يوجد محرك ترجمة لهاتين اللغتين',
      budget: 'نفدت ميزانية الترجمة',
      check: 'لم تجتز الترجمة الفحص',
      down: 'لم يستجب محرك الترجمة',
      long: 'النص طويل جدًا',
    },
  },
}

/** @returns null where there is nothing to say: it is in that language, or its author or its nature leave it as written. */
export function noteOf(translation: Translation, language: string): string | null {
  const words = WORDS[primaryLanguage(language)] ?? WORDS['en']
  if (words === undefined || translation.state === 'same') return null
  if (translation.state === 'translated') {
    const from = languageName(translation.from, language)
    return isApproved(translation) ? words.approved(from) : words.translated(from, engineName(translation))
  }
  const { reasons } = words
  switch (translation.reason) {
    case 'no-engine':
      return words.asWritten(reasons.engine)
    case 'budget-spent':
      return words.asWritten(reasons.budget)
    case 'failed-check':
      return words.asWritten(reasons.check)
    case 'engine-down':
      return words.asWritten(reasons.down)
    case 'too-long':
      return words.asWritten(reasons.long)
    case 'not-sure':
    case 'nothing-to-translate':
    case 'opted-out':
      return null
  }
}

/** To make one takes longer than to ask it a thousand times. */
const NAMES = new Map<string, Intl.DisplayNames>()
const MOST_NAMES = 100

/** In the words of `language` where the runtime knows them. */
export function languageName(code: string, language: string): string {
  let names = NAMES.get(language)
  if (names === undefined) {
    names = new Intl.DisplayNames([language, 'en'], { type: 'language' })
    if (NAMES.size < MOST_NAMES) NAMES.set(language, names)
  }
  return names.of(code) ?? code
}
