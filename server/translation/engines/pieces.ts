type Translate = (text: string) => Promise<string | undefined>

/**
 * Translates what stands inside ⟦1⟧…⟦/1⟧ on its own, with a single ⟦1⟧ in its place outside: for engines that know
 * marks, but not that words belong to them. @returns undefined when a piece could not be translated.
 */
export async function inPieces(masked: string, translate: Translate): Promise<string | undefined> {
  const inner = new Map<string, string>()
  let outer = ''
  for (let rest = masked; rest !== '';) {
    const [pair, before = '', number = '', words = '', after = ''] =
      /^([\s\S]*?)⟦(\d+)⟧([\s\S]*?)⟦\/\2⟧([\s\S]*)$/.exec(rest) ?? []
    if (pair === undefined) {
      outer += rest
      break
    }
    const translated = await inPieces(words, translate)
    if (translated === undefined) return undefined
    inner.set(number, translated)
    outer += `${before}⟦${number}⟧`
    rest = after
  }
  const translated = hasWords(outer) ? await translate(outer) : outer
  return translated?.replace(/⟦(\d+)⟧/g, (mark, number: string) => {
    const words = inner.get(number)
    return words === undefined ? mark : `${mark}${words}⟦/${number}⟧`
  })
}

/** Translates what stands between two marks on its own: nothing can be lost, but the sentence. */
export async function inRuns(masked: string, translate: Translate): Promise<string | undefined> {
  let out = ''
  for (const [index, piece] of masked.split(/(⟦\/?\d+⟧)/).entries()) {
    const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(piece) ?? []
    const translated = index % 2 === 1 || !hasWords(words) ? words : await translate(words)
    if (translated === undefined) return undefined
    out += before + translated + after
  }
  return out
}

function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(/⟦\/?\d+⟧/g, ''))
}
