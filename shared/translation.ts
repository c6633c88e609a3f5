import { z } from 'zod'
import { epochMs } from './endpoint.ts'

/** BCP 47, as short as it can be: 'en', 'pt-BR', 'zh-Hant'. */
export const languageCode = z
  .string()
  .max(12)
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'is not a language code such as en or pt-BR')

/** How a text is written. 'markdown' is that of the hub's rooms, documents and comments. */
export const markup = z.enum(['discord', 'slack', 'markdown', 'plain'])
export type Markup = z.infer<typeof markup>

/**
 * Why a text is shown as it was written.
 * - `no-engine`: none that is configured or installed does this pair
 * - `budget-spent`: the community's budget of the day or month is used up
 * - `failed-check`: what came back had lost a link, a mention, a number, or was no translation
 * - `not-sure`: its language could not be told
 * - `engine-down`: an engine does this pair, and did not answer
 * - `nothing-to-translate`: only code, links, emoji or names
 * - `opted-out`: its author does not want to be translated
 * - `too-long`: more than is translated at once
 */
export const untranslatedReason = z.enum([
  'no-engine',
  'budget-spent',
  'failed-check',
  'not-sure',
  'engine-down',
  'nothing-to-translate',
  'opted-out',
  'too-long',
])
export type UntranslatedReason = z.infer<typeof untranslatedReason>

export const translation = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('translated'),
    text: z.string(),
    from: languageCode,
    to: languageCode,
    /** 'openai', 'bergamot', 'apertium', 'memory' (an approved correction) … */
    engine: z.string(),
    model: z.string().optional(),
    at: epochMs,
  }),
  /** It is in that language already. */
  z.object({ state: z.literal('same'), from: languageCode }),
  z.object({
    state: z.literal('untranslated'),
    /** Null when it could not be told. */
    from: languageCode.nullable(),
    reason: untranslatedReason,
    /** Whether asking again later can help. */
    retryable: z.boolean(),
  }),
])
export type Translation = z.infer<typeof translation>

/** A pair of languages that some engine can do now. */
export const languagePair = z.object({ from: languageCode, to: languageCode, engine: z.string() })
export type LanguagePair = z.infer<typeof languagePair>

/** 'pt' of 'pt-BR': what engines and pairs go by. */
export function primaryLanguage(code: string): string {
  return code.split('-')[0] ?? code
}
