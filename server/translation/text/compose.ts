import type { Markup } from '../../../shared/translation.ts'
import { encodeText } from '../../../shared/chat-markup/render.ts'
import { type HeldAtom, type HeldPair, OPEN, type Segment, SHUT } from './segment.ts'

type Piece = { words: string } | { atom: HeldAtom } | { pair: HeldPair; pieces: Piece[] }

/**
 * Puts back what was held. @returns undefined when a mark was lost, doubled, made up, or wrongly nested, or when nothing
 * is left inside a style or link. `strict`: words are escaped, so that none of them can be read as markup.
 */
export function compose(segment: Segment, translated: string, markup: Markup, strict: boolean): string | undefined {
  const pieces = parse(segment, translated)
  return pieces === undefined ? undefined : segment.before + write(pieces, markup, strict).trim() + segment.after
}

/** Whether every mark is there once, and rightly nested. */
export function hasItsMarks(segment: Segment, translated: string): boolean {
  return parse(segment, translated) !== undefined
}

/** Engines write marks in their own way: with spaces, or with the digits of their script. */
const MARK = /⟦\s*(\/?)\s*(\p{Nd}+)\s*⟧/gu

function parse({ held }: Segment, translated: string): Piece[] | undefined {
  const open: { number: number; pieces: Piece[] }[] = [{ number: 0, pieces: [] }]
  const seen = new Set<string>()
  let at = 0
  const top = () => open.at(-1)?.pieces ?? []
  const words = (text: string) => {
    if (text !== '') top().push({ words: text })
  }
  for (const found of translated.matchAll(MARK)) {
    const number = Number(found[2]?.normalize('NFKC'))
    const key = `${found[1]}${number}`
    const item = held[number - 1]
    if (item === undefined || seen.has(key)) return undefined
    seen.add(key)
    words(translated.slice(at, found.index))
    at = found.index + found[0].length
    if (item.kind !== 'pair') {
      if (found[1] !== '') return undefined
      top().push({ atom: item })
    } else if (found[1] === '') open.push({ number, pieces: [] })
    else {
      const closed = open.pop()
      if (closed?.number !== number || isEmpty(closed.pieces)) return undefined
      top().push({ pair: item, pieces: closed.pieces })
    }
  }
  words(translated.slice(at))
  const expected = held.reduce((sum, { kind }) => sum + (kind === 'pair' ? 2 : 1), 0)
  const isWhole = open.length === 1 && seen.size === expected
  const leftover = open[0]?.pieces.some(
    (piece) => 'words' in piece && (piece.words.includes(OPEN) || piece.words.includes(SHUT)),
  )
  return isWhole && leftover !== true ? open[0]?.pieces : undefined
}

function isEmpty(pieces: readonly Piece[]): boolean {
  return pieces.every((piece) => 'words' in piece && piece.words.trim() === '')
}

function write(pieces: readonly Piece[], markup: Markup, strict: boolean): string {
  let out = ''
  for (const [index, piece] of pieces.entries()) {
    if ('words' in piece) out += encodeText(piece.words, markup, strict)
    else if ('atom' in piece) out += piece.atom.becomes
    else out += writePair(piece, markup, strict, { before: out, after: firstOf(pieces[index + 1], markup) })
  }
  return out
}

function firstOf(piece: Piece | undefined, markup: Markup): string {
  return piece === undefined ? '' : write([piece], markup, false).slice(0, 1)
}

const THIN = '\u200B'

function writePair(
  { pair: { node }, pieces }: { pair: HeldPair; pieces: readonly Piece[] },
  markup: Markup,
  strict: boolean,
  around: { before: string; after: string },
): string {
  const inner = write(pieces, markup, strict)
  // No platform reads a mark that stands before a space.
  const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? []
  let { open, close } = node
  if (node.type === 'link') return `${before}${open}${text}${close}${after}`
  const joinsBefore = before === '' && /[\p{L}\p{N}]$/u.test(around.before)
  const joinsAfter = after === '' && /^[\p{L}\p{N}]/u.test(around.after)
  if (markup === 'slack') {
    return `${before}${joinsBefore ? THIN : ''}${open}${text}${close}${joinsAfter ? THIN : ''}${after}`
  }
  // Other languages join words; only the star is read within one. What the scanner takes for a word is of ASCII, as Discord has it.
  const isWithin =
    (before === '' && /[A-Za-z0-9]$/.test(around.before)) || (after === '' && /^[A-Za-z0-9]/.test(around.after))
  if (open === '_' && isWithin) open = close = '*'
  if (open === '__' && markup === 'markdown' && isWithin) open = close = '**'
  return `${before}${open}${text}${close}${after}`
}
