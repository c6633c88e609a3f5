type Translate = (text: string) => Promise<string | undefined>

/**
 * For engines that know marks, but not that words belong to them: as a whole when the words inside of each ⟦1⟧…⟦/1⟧ are
 * those that they would be on their own, which has the better grammar; else these are translated on their own.
 * @returns undefined when a piece could not be translated.
 */
export async function inPieces(masked: string, translate: Translate): Promise<string | undefined> {
  const inner = new Map<string, string>()
  let outer = ''
  for (let rest = masked; rest !== '';) {
    const [pair, before = '', number = '', words = '', after = ''] = FIRST_PAIR.exec(rest) ?? []
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
  if (inner.size > 0) {
    const whole = await translate(masked)
    if (whole !== undefined && holdsTheSame(whole, inner)) return whole
  }
  const translated = hasWords(outer) ? await translate(outer) : outer
  return translated?.replace(/⟦(\d+)⟧/g, (mark, number: string) => {
    const words = inner.get(number)
    return words === undefined ? mark : `${mark}${words}⟦/${number}⟧`
  })
}

const FIRST_PAIR = /^([\s\S]*?)⟦(\d+)⟧([\s\S]*?)⟦\/\2⟧([\s\S]*)$/

/** Endings may differ: 'rojo' or 'roja'. */
function holdsTheSame(whole: string, inner: ReadonlyMap<string, string>): boolean {
  return [...inner].every(([number, alone]) => {
    const [, words] = new RegExp(`⟦${number}⟧([\\s\\S]*?)⟦/${number}⟧`).exec(whole) ?? []
    return words !== undefined && stems(words) === stems(alone)
  })
}

function stems(text: string): string {
  const words = text.toLowerCase().match(/⟦\/?\d+⟧|\p{L}+/gu) ?? []
  return words.map((word) => word.slice(0, Math.max(2, word.length - 2))).join(' ')
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
