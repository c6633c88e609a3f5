export const MARKS = ['bold', 'italic', 'code', 'link', 'list', 'task'] as const
export type Mark = (typeof MARKS)[number]

const AROUND: Partial<Record<Mark, [string, string]>> = {
  bold: ['**', '**'],
  italic: ['_', '_'],
  code: ['`', '`'],
  link: ['[', '](https://)'],
}
const BEFORE: Partial<Record<Mark, string>> = { list: '- ', task: '- [ ] ' }

/** A text with a mark put around what is selected, or before each of its lines; and what is selected then. */
export function withMark(
  mark: Mark,
  text: string,
  start: number,
  end: number,
): { text: string; start: number; end: number } {
  const around = AROUND[mark]
  if (around !== undefined) {
    const [open, close] = around
    return {
      text: text.slice(0, start) + open + text.slice(start, end) + close + text.slice(end),
      start: start + open.length,
      end: end + open.length,
    }
  }
  const prefix = BEFORE[mark] ?? ''
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(from, end).split('\n')
  const marked = lines.map((line) => prefix + line).join('\n')
  const next = text.slice(0, from) + marked + text.slice(end)
  return { text: next, start: from + marked.length, end: from + marked.length }
}
