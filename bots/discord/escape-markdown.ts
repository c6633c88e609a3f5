/** Left as it is, for a backslash within it would break the link that Discord makes of it. */
const BARE_URL = /(https?:\/\/[^\s<>[\]()*~|`\\]+)/
const MARKS = /[\\*_~`|<>[\]@]/g
/** Headings, lists and numbered lists begin a line. */
const LINE_STARTS = /^(\s*)([#+-]|\d{1,3}(?=[.)]))/gm

/** Plain text as Markdown that shows just that text: no format, no mention, no link that hides where it leads. */
export function escapeMarkdown(text: string): string {
  return text
    .split(BARE_URL)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(MARKS, '\\$&').replace(LINE_STARTS, escapeStart)))
    .join('')
}

function escapeStart(_: string, space: string, mark: string): string {
  return /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`
}
