import type { MarkedText } from '../../../shared/search.ts'

/** A text with what was searched for marked in it. */
export function Marked({ text }: { text: MarkedText }) {
  return text.map(({ text: piece, match }, index) =>
    match ? <mark key={`${index} ${piece}`}>{piece}</mark> : <span key={`${index} ${piece}`}>{piece}</span>,
  )
}
