/** Formatted text that knows no platform. Its texts are plain: each platform escapes them as it must. */
export type RichText = readonly RichBlock[]

export type RichBlock =
  | { kind: 'paragraph' | 'heading' | 'quote'; spans: readonly Span[] }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Span[])[] }
  | { kind: 'code'; text: string }

export interface Span {
  text: string
  bold?: boolean
  italic?: boolean
  strike?: boolean
  code?: boolean
  /** Absolute http(s) URL. */
  href?: string
}

export function paragraph(...spans: readonly (Span | string)[]): RichBlock {
  return { kind: 'paragraph', spans: toSpans(spans) }
}

export function list(items: readonly (readonly (Span | string)[])[]): RichBlock {
  return { kind: 'list', ordered: false, items: items.map(toSpans) }
}

function toSpans(spans: readonly (Span | string)[]): Span[] {
  return spans.map((span) => (typeof span === 'string' ? { text: span } : span))
}

export function plainText(text: RichText): string {
  return text.map(plainBlock).join('\n')
}

function plainBlock(block: RichBlock): string {
  if (block.kind === 'code') return block.text
  if (block.kind === 'list') return block.items.map((item) => `• ${plainSpans(item)}`).join('\n')
  return plainSpans(block.spans)
}

function plainSpans(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('')
}
