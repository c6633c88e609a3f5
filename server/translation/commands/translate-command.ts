import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { HubError } from '../../../shared/errors.ts'
import { languageCode, type Markup, type Translation } from '../../../shared/translation.ts'
import { MAX_TEXT } from '../../../shared/translation-api.ts'
import { readLines, writeLine } from '../../platform/json-lines.ts'
import type { Term } from '../text/protected-spans.ts'
import type { TranslationConfig } from '../translation-config.ts'
import { checksOf } from './checks-of.ts'
import { standaloneTranslator } from './standalone-translator.ts'

export const TRANSLATE_HELP = `  guildhall translate [--from CODE] [--to CODE] [--platform discord|slack|markdown|plain] [--local-only]
      {id, text, from?, to?, platform?, glossary?} → {id, output, skipped?, engine, checks}
      JSON lines in (standard input), JSON lines out, in order, with the engines of the settings, without a hub.`

const platform = z.enum(['discord', 'slack', 'markdown', 'web', 'plain'])
/** ['Core ML'], {"board": "tablero"}, or [{"term": "board", "translation": "tablero"}]. */
const glossary = z.union([
  z.array(
    z.union([
      z.string().transform((term) => ({ term, becomes: undefined })),
      z
        .looseObject({
          term: z.string().optional(),
          source: z.string().optional(),
          translation: z.string().nullish(),
          target: z.string().nullish(),
        })
        .transform((entry): Term => ({
          term: entry.term ?? entry.source ?? '',
          becomes: entry.translation || entry.target || undefined,
        })),
    ]),
  ),
  z
    .record(z.string(), z.string().nullable())
    .transform((terms) =>
      Object.entries(terms).map(([term, becomes]): Term => ({ term, becomes: becomes || undefined })),
    ),
])
const line = z.looseObject({
  id: z.union([z.string(), z.number()]),
  text: z.string().max(MAX_TEXT),
  from: languageCode.nullish(),
  to: languageCode.nullish(),
  platform: platform.nullish(),
  glossary: glossary.nullish(),
})
type Line = z.output<typeof line>

/** Lines that are translated at once: engines are asked together, and answers stay in order. */
const AT_ONCE = 8

/** `guildhall translate`. @returns the exit code: 1 when a line was refused. @throws HubError for wrong use. */
export async function translateCommand(
  args: readonly string[],
  { input, output, config }: { input: Readable; output: Writable; config: TranslationConfig },
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      platform: { type: 'string', default: 'plain' },
      'local-only': { type: 'boolean', default: false },
    },
  })
  const usage = z.object({ from: languageCode.optional(), to: languageCode.optional(), platform }).safeParse(values)
  if (!usage.success) throw new HubError('invalid_input', z.prettifyError(usage.error))
  const defaults = usage.data
  const standalone = standaloneTranslator(config, values['local-only'])
  const translate = async (one: Line) => {
    const to = one.to ?? defaults.to
    if (to === undefined)
      return { id: one.id, output: one.text, skipped: 'no target language', engine: null, checks: {} }
    const markup = markupOf(one.platform ?? defaults.platform)
    const { id, text, glossary: terms } = one
    const from = one.from ?? defaults.from
    const source = { communityId: '', text, markup, from, terms: terms ?? [] }
    return { id, ...answerOf(text, markup, terms ?? [], await standalone.translator.translate({ ...source, to })) }
  }
  try {
    const lines = readLines(input, line)
    const underway: ReturnType<typeof translate>[] = []
    const writeFirst = async () => writeLine(output, await underway.shift())
    for await (const one of lines.items) {
      underway.push(translate(one))
      if (underway.length >= AT_ONCE) await writeFirst()
    }
    while (underway.length > 0) await writeFirst()
    return lines.refused() === 0 ? 0 : 1
  } finally {
    await standalone.close()
  }
}

function markupOf(name: z.infer<typeof platform>): Markup {
  return name === 'web' ? 'markdown' : name
}

function answerOf(text: string, markup: Markup, terms: readonly Term[], translation: Translation) {
  switch (translation.state) {
    case 'translated': {
      const { text: result, from, to, engine } = translation
      return { output: result, engine, checks: checksOf({ source: text, result, markup, terms, from, to }) }
    }
    case 'same':
      return { output: text, skipped: 'same language', engine: null, checks: {} }
    case 'untranslated':
      return { output: text, skipped: translation.reason, engine: null, checks: {} }
  }
}
