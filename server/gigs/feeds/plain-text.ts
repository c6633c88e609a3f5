import { convert, type HtmlToTextOptions } from 'html-to-text'
import { windows1252Byte } from './windows-1252.ts'

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 500_000, maxDepth: 100, maxChildNodes: 5000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
}

/** HTML, also when it was escaped once or twice too often, as plain text with its lines and lists. */
export function htmlToPlainText(html: string): string {
  let source = html
  // 'escaped twice' is common in feeds: what is left of markup after one pass is unescaped again.
  for (let pass = 0; pass < 2 && /&lt;\/?[a-z][^&]*&gt;/iu.test(source); pass += 1) source = unescape(source)
  return tidy(convert(source, OPTIONS))
}

/** A short text in which entities may have been left: 'Project &amp; Program Management'. */
export function entitiesToText(text: string): string {
  return tidy(text.includes('&') ? unescape(unescape(text)) : text)
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/giu, '<')
    .replace(/&gt;/giu, '>')
    .replace(/&quot;/giu, '"')
    .replace(/&(?:#0?39|#x27|apos);/giu, "'")
    .replace(/&nbsp;/giu, ' ')
    .replace(/&#(\d{1,7});/gu, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&amp;/giu, '&')
}

function tidy(text: string): string {
  return (
    mended(text)
      .replace(/\r\n?/gu, '\n')
      .replace(/[\u00a0\u2007\u202f]/gu, ' ')
      // oxlint-disable-next-line no-control-regex -- control characters break stores and terminals
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\ufeff]/gu, '')
      .replace(/[ \t]+\n/gu, '\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim()
  )
}

/** UTF-8 that was read as Latin-1 somewhere ('donâ€™t', 'MÃ¼nchen') is read as UTF-8 again, where that works out. */
function mended(text: string): string {
  if (!/[ÂÃâ][\u0080-\u00bf€™œ“”˜žšŸ‚„†‡‰‹›]/u.test(text)) return text
  const bytes: number[] = []
  for (const char of text) {
    const byte = windows1252Byte(char)
    if (byte === undefined) return text
    bytes.push(byte)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return text
  }
}
