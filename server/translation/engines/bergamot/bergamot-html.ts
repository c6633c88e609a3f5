const PAIRED = /⟦\/(\d+)⟧/g
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' }

/** Marks as tags: the engine carries them to the words that mean the same. */
export function toHtml(masked: string): string {
  const pairs = new Set([...masked.matchAll(PAIRED)].map(([, number]) => number))
  return masked
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/⟦(\/?)(\d+)⟧/g, (_, slash: string, number: string) => {
      if (slash !== '') return '</b>'
      return pairs.has(number) ? `<b id="${number}">` : `<img id="${number}">`
    })
}

/** @returns undefined when a mark was lost or doubled, or stands around nothing. */
export function fromHtml(html: string, masked: string): string | undefined {
  const open: string[] = []
  const marked = html
    .replace(/<(b|img) id="(\d+)">|<\/b>/g, (_, tag?: string, number?: string) => {
      if (tag === 'b') open.push(number ?? '')
      return `⟦${number ?? `/${open.pop() ?? ''}`}⟧`
    })
    // Two words of one style, each in its own.
    .replace(/⟦\/(\d+)⟧(\s*)⟦\1⟧/g, '$2')
  if (marksOf(marked) !== marksOf(masked) || /⟦(\d+)⟧\s*⟦\/\1⟧/.test(marked)) return undefined
  const text = marked.replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
  const spaced = spacedAs(text, masked)
  return / {2}/.test(masked) ? spaced : spaced.replace(/ {2,}/g, ' ').trim()
}

function marksOf(text: string): string {
  return (text.match(/⟦\/?\d+⟧/g) ?? []).toSorted().join('')
}

/** What stood apart from its neighbours still does: tags swallow spaces, and add some. */
function spacedAs(text: string, masked: string): string {
  let spaced = text
  for (const [mark] of masked.matchAll(/⟦\d+⟧/g)) {
    const shut = mark.replace('⟦', '⟦/')
    const last = masked.includes(shut) ? shut : mark
    const [before, after] = [masked.slice(0, masked.indexOf(mark)), masked.slice(masked.indexOf(last) + last.length)]
    const at = spaced.indexOf(mark)
    if (isApart(before.at(-1)) && WORD.test(spaced.slice(0, at))) spaced = `${spaced.slice(0, at)} ${spaced.slice(at)}`
    const end = spaced.indexOf(last) + last.length
    if (isApart(after[0]) && WORD_NEXT.test(spaced.slice(end))) spaced = `${spaced.slice(0, end)} ${spaced.slice(end)}`
  }
  return spaced
}

/** Letters of scripts that are written without spaces are apart from each mark. */
function isApart(char: string | undefined): boolean {
  return char === undefined || /[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(char)
}

const SPACED = String.raw`[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{N}`
const WORD = new RegExp(String.raw`(?:${SPACED}|⟧|[,.;:!?)])$`, 'u')
const WORD_NEXT = new RegExp(String.raw`^(?:${SPACED}|⟦)`, 'u')
