import type { RichBlock, RichText, Span } from '../text/rich-text.ts'
import { escapeMarkdown } from './escape-markdown.ts'

/** @returns Markdown of at most `max` units; lines that do not fit any more are left out. */
export function renderText(text: RichText, max: number): string {
  const kept: string[] = []
  let length = 0
  for (const line of text.flatMap(linesOf)) {
    if (length + line.length + 2 > max) return [...kept, '…'].join('\n')
    kept.push(line)
    length += line.length + 1
  }
  return kept.join('\n')
}

/** Shown as a link on the words; the angle brackets keep Discord from adding a preview. */
export function maskedLink(label: string, href: string): string {
  return `[${escapeMarkdown(label)}](<${href.replaceAll('(', '%28').replaceAll(')', '%29')}>)`
}

function linesOf(block: RichBlock): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [renderSpans(block.spans)]
    case 'heading':
      return [`### ${renderSpans(block.spans)}`]
    case 'quote':
      return renderSpans(block.spans)
        .split('\n')
        .map((line) => `> ${line}`)
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${renderSpans(item)}`)
    case 'code':
      return [`\`\`\`\n${block.text.replaceAll('```', "'''")}\n\`\`\``]
  }
}

function renderSpans(spans: readonly Span[]): string {
  return spans.map(renderSpan).join('')
}

function renderSpan({ text, bold, italic, strike, code, href }: Span): string {
  let rendered = href === undefined ? escapeMarkdown(text) : maskedLink(text, href)
  if (code === true) rendered = `\`${text.replaceAll('`', "'")}\``
  if (italic === true) rendered = `*${rendered}*`
  if (bold === true) rendered = `**${rendered}**`
  return strike === true ? `~~${rendered}~~` : rendered
}
