import type { LinkNode, StyleNode } from '../../../shared/chat-markup/tree.ts'
import type { ProtectedKind } from './protection-rule.ts'

/** What stands behind a mark ⟦1⟧: it is put back as it is. */
export interface HeldAtom {
  kind: ProtectedKind | 'markup'
  /** As it was written. */
  raw: string
  /** As it is written in the other language. */
  becomes: string
}

/** What stands behind ⟦1⟧ … ⟦/1⟧: a style or a link around words. */
export interface HeldPair {
  kind: 'pair'
  node: StyleNode | LinkNode
}

export type Held = HeldAtom | HeldPair

/** One line, or what stands between two blocks: the piece that an engine sees. */
export interface Segment {
  before: string
  /** Without space at its ends. */
  masked: string
  after: string
  /** `held[0]` is ⟦1⟧. */
  held: readonly Held[]
}

/** A text taken apart: strings go into the result as they are. */
export type MaskedText = readonly (string | Segment)[]

export const OPEN = '⟦'
export const SHUT = '⟧'

export function isSegment(part: string | Segment): part is Segment {
  return typeof part !== 'string'
}

/** Without what is held: what an engine has to translate. */
export function wordsOf(masked: string): string {
  return masked.replace(/⟦\/?\d+⟧/g, ' ')
}
