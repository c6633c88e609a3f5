import type { Translator } from './translator.ts'

export interface TranslationModule {
  translator: Translator
  close(): Promise<void>
}

/** Without an engine, every text stays as it was written, and says so. */
export function createTranslation(): TranslationModule {
  const translator: Translator = {
    translate: ({ from }) =>
      Promise.resolve({ state: 'untranslated', from: from ?? null, reason: 'no-engine', retryable: false }),
    translateTo: (source, targets) => Promise.all(targets.map((to) => translator.translate({ ...source, to }))),
    detect: ({ from }) => Promise.resolve(from),
    pairs: () => Promise.resolve([]),
  }
  return { translator, close: () => Promise.resolve() }
}
