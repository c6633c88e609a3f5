import type { Evidence } from '../../../shared/gigs.ts'

export interface Segment {
  /** Where in the whole text it begins. */
  start: number
  text: string
  /** Names of what was read here; none: plain text. */
  fields: string[]
}

/** Cuts the text where evidence begins or ends; spans may overlap. Spans outside of the text are cut to it or left out. */
export function evidenceSegments(text: string, evidence: readonly Evidence[]): Segment[] {
  const spans = evidence
    .map(({ field, start, end }) => ({ field, start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => start < end)
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  )
  const segments: Segment[] = []
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1]
    if (end === undefined) break
    const fields = [...new Set(spans.filter((span) => span.start < end && span.end > start).map(({ field }) => field))]
    segments.push({ start, text: text.slice(start, end), fields })
  }
  return segments
}
