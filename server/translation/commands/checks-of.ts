import { scan } from '../../../shared/chat-markup/scan.ts'
import type { MarkupNode } from '../../../shared/chat-markup/tree.ts'
import type { Markup } from '../../../shared/translation.ts'
import { checkTranslation, hasNumbersOf } from '../text/check.ts'
import { maskText } from '../text/mask.ts'
import { protectedSpans, type Term } from '../text/protected-spans.ts'
import { hasSameMarkup } from '../text/same-markup.ts'
import { isSegment, type MaskedText } from '../text/segment.ts'

export interface Checks {
  /** Links, mentions, emoji, code and styles are the same, line by line. */
  markup: boolean
  /** So are e-mail addresses, phone numbers, file names, amounts, dates … */
  protected: boolean
  /** Each glossary term is written as the glossary wants it. */
  glossary: boolean
  numbers: boolean
  /** Its length, script and form are those of a translation. */
  plausible: boolean
}

export interface ChecksInput {
  source: string
  result: string
  markup: Markup
  terms: readonly Term[]
  from: string
  to: string
}

/** Looks at the finished text once more, without knowing how it was made. */
export function checksOf({ source, result, markup, terms, from, to }: ChecksInput): Checks {
  const before = maskText(source, markup, terms)
  const after = maskText(result, markup, [])
  const wanted = held(before, 'term')
  const asWanted = terms.map(({ term, becomes = term }) => ({ term: becomes, becomes: undefined }))
  const fault = checkTranslation({
    source: words(source, markup, terms),
    result: words(result, markup, asWanted),
    from,
    to,
  })
  return {
    markup: wanted.some(({ raw, becomes }) => raw !== becomes) || hasSameMarkup(source, result, markup),
    protected: held(before, 'technical', 'private', 'emoji').every(({ becomes }) => result.includes(becomes)),
    glossary: wanted.every(({ becomes }) => result.includes(becomes)),
    numbers: hasNumbersOf(written(before), written(after)),
    plausible: fault === undefined || fault === 'numbers',
  }
}

function held(parts: MaskedText, ...kinds: string[]) {
  return parts
    .filter(isSegment)
    .flatMap((segment) => segment.held)
    .filter((item) => item.kind !== 'pair')
    .filter(({ kind }) => kinds.includes(kind))
}

/** With what glossary terms become. */
function written(parts: MaskedText): string {
  return parts
    .map((part) =>
      isSegment(part)
        ? part.masked.replace(/⟦\/?(\d+)⟧/g, (_, number: string) => {
            const item = part.held[Number(number) - 1]
            return item === undefined || item.kind === 'pair' ? '' : item.becomes
          })
        : part,
    )
    .join('')
}

/** All that is no markup and held by nothing, down to a word of one letter. */
function words(text: string, markup: Markup, terms: readonly Term[]): string {
  const wordsIn = (node: MarkupNode): string => {
    if ('children' in node) return node.children.map(wordsIn).join('')
    if (node.type !== 'text') return node.type === 'break' ? '\n' : ' '
    let free = ''
    let at = 0
    for (const { start, end } of protectedSpans(node.value, terms)) {
      free += `${node.value.slice(at, start)} `
      at = end
    }
    return free + node.value.slice(at)
  }
  return scan(text, markup).map(wordsIn).join('')
}
