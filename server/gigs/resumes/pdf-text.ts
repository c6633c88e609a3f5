/** A résumé is a few pages; a book is none. */
const MAX_PAGES = 20
/** How far apart, in line heights, two lines are that belong to different paragraphs. */
const PARAGRAPH_GAP = 1.8

/** The words of a PDF in the order in which it draws them. @throws Error for what is no PDF, or is locked. */
export async function pdfText(file: Uint8Array): Promise<string> {
  // Large, and needed by few: only this thread ever loads it.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(file, {
    isEvalSupported: false,
    disableFontFace: true,
    maxImageSize: 1,
    verbosity: 0,
  })
  const pages: string[] = []
  for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number += 1) {
    const page = await pdf.getPage(number)
    const { items } = (await page.getTextContent()) as { items: (Piece | object)[] }
    pages.push(wordsOf(items.filter((item) => 'str' in item)))
    page.cleanup()
  }
  return pages.join('\n\n')
}

interface Piece {
  str: string
  /** [a, b, c, d, x, y] */
  transform: number[]
  height: number
  hasEOL: boolean
}

function wordsOf(pieces: readonly Piece[]): string {
  let text = ''
  let last: { y: number; height: number } | undefined
  for (const { str, transform, height, hasEOL } of pieces) {
    const y = transform[5] ?? 0
    const isApart = last !== undefined && str.trim() !== '' && Math.abs(last.y - y) > last.height * PARAGRAPH_GAP
    if (isApart && !text.endsWith('\n\n')) text += '\n'
    text += str + (hasEOL ? '\n' : '')
    if (str.trim() !== '') last = { y, height: height || 10 }
  }
  return text
}
