import { OPEN, SHUT } from './segment.ts'

/** For the second try: what counts stands behind marks, too, numbered on from those that are there. */
export function holdNumbers(masked: string, held: number): { masked: string; restore: (translated: string) => string } {
  const numbers: string[] = []
  const strict = masked
    .split(/(⟦\/?\d+⟧)/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replace(/\p{Nd}+/gu, (number) => `${OPEN}${held + numbers.push(number)}${SHUT}`),
    )
    .join('')
  return {
    masked: strict,
    restore: (translated) =>
      translated.replace(/⟦\s*(\p{Nd}+)\s*⟧/gu, (mark, digits: string) => numbers[Number(digits) - held - 1] ?? mark),
  }
}
