import { render, type RenderOptions } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import {
  type LanguagePair,
  primaryLanguage,
  type Translation,
  type UntranslatedReason,
} from '../../shared/translation.ts'
import { MAX_TEXT } from '../../shared/translation-api.ts'
import type { Log } from '../platform/log.ts'
import type { CorrectionService } from './correction-service.ts'
import type { EngineRegistry } from './engine-registry.ts'
import type { GlossaryService } from './glossary-service.ts'
import type { LanguageIdentifier } from './language-identifier.ts'
import { SegmentTranslator } from './segment-translator.ts'
import type { SettingsService } from './settings-service.ts'
import { isSaidEverywhere } from './text/common-phrases.ts'
import { compose } from './text/compose.ts'
import { maskText } from './text/mask.ts'
import type { Term } from './text/protected-spans.ts'
import { hasSameMarkup } from './text/same-markup.ts'
import { isSegment, type MaskedText, wordsOf } from './text/segment.ts'
import type { TranslationCache } from './translation-cache.ts'
import type { SourceText, TranslationRequest, Translator } from './translator.ts'

export interface TranslationServiceDeps {
  settings: Pick<SettingsService, 'of'>
  glossary: Pick<GlossaryService, 'termsFor'>
  corrections: Pick<CorrectionService, 'find'>
  cache: Pick<TranslationCache, 'get' | 'put'>
  identifier: LanguageIdentifier
  engines: EngineRegistry
  log: Log
  now: () => number
}

export interface TextsTogether extends Pick<SourceText, 'communityId' | 'roomId' | 'memberId' | 'purpose' | 'terms'> {
  texts: readonly Pick<SourceText, 'text' | 'markup' | 'from'>[]
  to: string
  hint?: string | undefined
}

const MAX_SAMPLE = 600
/** Turns of a room that go along. */
const MAX_CONTEXT = 4
const MAX_CONTEXT_LETTERS = 300
/** Texts that are translated at this moment; the same text waits for its first one. */
const MAX_UNDERWAY = 5_000

/** See `Translator`. Glossary and memory first, then the engines in the community's order, then the original. */
export class TranslationService implements Translator {
  readonly #deps: TranslationServiceDeps
  readonly #segments: SegmentTranslator
  readonly #underway = new Map<string, Promise<Translation>>()

  constructor(deps: TranslationServiceDeps) {
    this.#deps = deps
    this.#segments = new SegmentTranslator(deps)
  }

  async translate({ to, ...source }: TranslationRequest): Promise<Translation> {
    const [translation] = await this.translateTo(source, [to])
    return translation ?? untranslated(source.from, 'no-engine')
  }

  async translateTo(source: SourceText, targets: readonly string[]): Promise<Translation[]> {
    if (source.text.length > MAX_TEXT) return targets.map(() => untranslated(source.from, 'too-long'))
    const words = wordsIn(source)
    if (words === '' || isSaidEverywhere(words)) {
      return targets.map(() => untranslated(source.from, 'nothing-to-translate'))
    }
    const from = source.from ?? (await this.#identify(source, words))
    if (from === undefined) return targets.map(() => untranslated(undefined, 'not-sure'))
    return await Promise.all(targets.map((to) => this.#once(source, from, to)))
  }

  /** Texts that stand together, as the blocks of a document: what one does not tell of its language, the others do. */
  async translateAll({ texts, to, hint, ...common }: TextsTogether): Promise<Translation[]> {
    const sources = texts.map((text): SourceText => ({ ...common, ...text }))
    const sample = sources
      .map((source) => wordsIn(source))
      .join(' ')
      .slice(0, MAX_SAMPLE)
    let together = hint
    if (together === undefined && sources[0] !== undefined) together = await this.#identify(sources[0], sample)
    return await Promise.all(
      sources.map(async (source) => {
        const from = (await this.detect(source)) ?? together
        return await this.translate({ ...source, to, from })
      }),
    )
  }

  async detect(source: SourceText): Promise<string | undefined> {
    const words = wordsIn(source)
    if (source.from !== undefined || isSaidEverywhere(words)) return source.from
    return await this.#identify(source, words)
  }

  async #identify(source: SourceText, words: string): Promise<string | undefined> {
    const { settings } = await this.#deps.settings.of(source.communityId)
    const expected = [...(source.expected ?? []), ...settings.languages]
    return await this.#deps.identifier.identify({ words, authorId: source.authorId, expected })
  }

  async pairs(communityId: string, roomId?: string): Promise<LanguagePair[]> {
    return await this.#deps.engines.pairs(communityId, roomId)
  }

  /** The same text that is asked for twice at the same time is translated once. */
  async #once(source: SourceText, from: string, to: string): Promise<Translation> {
    if (primaryLanguage(from) === primaryLanguage(to)) return { state: 'same', from }
    const { communityId, roomId, text, markup, terms } = source
    const key = JSON.stringify([communityId, roomId, markup, from, to, terms, text])
    const underway = this.#underway.get(key)
    const translating = underway ?? this.#translate(source, from, to)
    if (underway === undefined && this.#underway.size < MAX_UNDERWAY) {
      this.#underway.set(key, translating)
      const forget = () => void this.#underway.delete(key)
      translating.then(forget, forget)
    }
    return rendered(await translating, source)
  }

  async #translate(source: SourceText, from: string, to: string): Promise<Translation> {
    const { communityId, roomId, text, markup } = source
    const done = (translated: string, engine: string, model?: string): Translation => ({
      state: 'translated',
      text: translated,
      from,
      to,
      engine,
      ...(model === undefined ? {} : { model }),
      at: this.#deps.now(),
    })
    const corrected = await this.#deps.corrections.find(communityId, roomId, { source: text, markup, from, to })
    if (corrected !== undefined) return done(corrected, 'memory')

    const own = source.terms ?? []
    const terms = [...(await this.#deps.glossary.termsFor(communityId, roomId, from, to)), ...own]
    const parts = maskText(text, markup, terms)
    if (!parts.some(isSegment)) return untranslated(from, 'nothing-to-translate')
    const result = await this.#segments.translate({
      communityId,
      roomId,
      memberId: source.memberId,
      purpose: source.purpose ?? 'message',
      from,
      to,
      segments: parts.filter(isSegment),
      context: contextOf(source),
    })
    if (result.state === 'failed') return untranslated(from, result.reason)
    const whole = put(parts, result.texts, source, terms)
    if (whole !== undefined) {
      result.keep()
      return done(whole, result.engine, result.model)
    }
    this.#deps.log.warn({ communityId, from, to, engine: result.engine }, 'a translation would have changed the markup')
    return untranslated(from, 'failed-check')
  }
}

/** Without links, names, numbers of phones, and whatever else is held; words of a glossary are words here. */
function contextOf({ context = [], markup }: SourceText): string[] {
  return context.slice(-MAX_CONTEXT).map((turn) =>
    maskText(turn.slice(0, MAX_CONTEXT_LETTERS), markup, [])
      .map((part) => (isSegment(part) ? part.masked.replace(/⟦\/?\d+⟧/g, '…') : ' '))
      .join(' ')
      .trim(),
  )
}

/** Without markup and all that is held; '' when there is no word. */
function wordsIn({ text, markup }: SourceText): string {
  return maskText(text, markup, [])
    .filter(isSegment)
    .map(({ masked }) => wordsOf(masked))
    .join(' ')
}

/** Puts a text together again. @returns undefined when its markup would not be that of the source. */
function put(
  parts: MaskedText,
  texts: readonly string[],
  { text, markup }: SourceText,
  terms: readonly Term[],
): string | undefined {
  // What a glossary writes in place of a term is no markup of the source.
  const expected = terms.length === 0 ? text : join(parts, (segment) => compose(segment, segment.masked, markup, false))
  for (const isStrict of [false, true]) {
    let index = 0
    const whole = join(parts, (segment) => compose(segment, texts[index++] ?? '', markup, isStrict))
    if (whole !== undefined && expected !== undefined && hasSameMarkup(expected, whole, markup)) return whole
  }
  return undefined
}

function join(parts: MaskedText, write: (segment: Extract<MaskedText[number], object>) => string | undefined) {
  let whole = ''
  for (const part of parts) {
    const written = isSegment(part) ? write(part) : part
    if (written === undefined) return undefined
    whole += written
  }
  return whole
}

function rendered(translation: Translation, { markup, render: wanted, mention }: SourceText): Translation {
  if (translation.state !== 'translated' || wanted === undefined) return translation
  const options: RenderOptions = mention === undefined ? {} : { mention }
  return { ...translation, text: render(scan(translation.text, markup), markup, wanted, options) }
}

/** What the operator, the budget's next day, or a moment can mend. */
const RETRYABLE: ReadonlySet<UntranslatedReason> = new Set(['engine-down', 'budget-spent', 'failed-check'])

function untranslated(from: string | undefined, reason: UntranslatedReason): Translation {
  return { state: 'untranslated', from: from ?? null, reason, retryable: RETRYABLE.has(reason) }
}
