const MARKUP =
  /<\/?(?:p|br|div|li|ul|ol|b|strong|em|i|span|h[1-6]|a|table|tr|td)(?:\s[^<>]*)?\/?>|&(?:amp|nbsp|lt|gt|#\d+);/iu
const BLOCK = /^<\/?(?:p|br|div|ul|ol|h[1-6]|table|tr|td|section|article|header|footer)\b/iu
const TAG_OR_ENTITY = /<(?:\/?[a-z][^<>]{0,500}|!--[^<>]{0,500}--)>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});/giu
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  yen: '¥',
  ndash: '–',
  mdash: '—',
  bull: '•',
  middot: '·',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
}

/** A text without its HTML, every word where it was: what is read out of it points into the text as it came. */
export function blankedMarkup(text: string): string {
  if (!MARKUP.test(text)) return text
  return text.replace(TAG_OR_ENTITY, (found) => {
    if (found.startsWith('&')) return decoded(found).padStart(found.length)
    if (/^<li\b/iu.test(found)) return `\n${'- '.padStart(found.length - 1)}`
    return BLOCK.test(found) ? '\n'.padStart(found.length) : ' '.repeat(found.length)
  })
}

function decoded(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return NAMED[name] ?? entity
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0xff_ff ? String.fromCodePoint(code) : ' '
}
