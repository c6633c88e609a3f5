import { scan } from '../../../shared/chat-markup/scan.ts'
import type { MarkupNode, TextStyle } from '../../../shared/chat-markup/tree.ts'

const TAGS: Record<TextStyle, string> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', spoiler: 'span' }

/** A text in Markdown as the body of a mail; whatever is not markup is words. */
export function mailHtml(markdown: string, language: string): string {
  const lines: MarkupNode[][] = [[]]
  for (const node of scan(markdown, 'markdown')) {
    if (node.type === 'break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  const body = lines.map((line) => `<div>${line.map(draw).join('') || '&nbsp;'}</div>`).join('\n')
  return `<div lang="${escapeHtml(language)}" dir="auto">\n${body}\n</div>`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function draw(node: MarkupNode): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value)
    case 'style':
      return `<${TAGS[node.style]}>${node.children.map(draw).join('')}</${TAGS[node.style]}>`
    case 'link':
      return link(node.href, node.children.map(draw).join(''))
    case 'url':
      return link(node.href, escapeHtml(node.href))
    case 'code':
      return `<code>${escapeHtml(node.body)}</code>`
    case 'code-block':
      return `<pre>${escapeHtml(node.body)}</pre>`
    case 'prefix':
      return node.role === 'bullet' ? '• ' : node.role === 'number' ? escapeHtml(node.raw) : ''
    case 'opaque':
      return escapeHtml(node.label)
    case 'break':
    case 'emoji':
    case 'mention':
    case 'time':
      return escapeHtml(node.raw)
  }
}

/** Anything but a web address stays words: a mail is no place for scripts. */
function link(href: string, words: string): string {
  return /^https?:\/\//.test(href) ? `<a href="${escapeHtml(href)}">${words}</a>` : words
}
