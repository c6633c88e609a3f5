import type { Markup } from '../translation.ts'
import { type MarkupNode, type MentionNode, plainText, print, type TextStyle } from './tree.ts'

export interface RenderOptions {
  /** How a mention is called on another platform, '@Ada'; undefined: by the label that it came with. */
  mention?: ((mention: MentionNode) => string | undefined) | undefined
}

const NONE = ['', ''] as const
const MARKS: Record<Markup, Record<TextStyle, readonly [string, string]>> = {
  discord: {
    bold: ['**', '**'],
    italic: ['*', '*'],
    underline: ['__', '__'],
    strike: ['~~', '~~'],
    spoiler: ['||', '||'],
  },
  markdown: {
    bold: ['**', '**'],
    italic: ['*', '*'],
    underline: ['*', '*'],
    strike: ['~~', '~~'],
    spoiler: ['\\|\\|', '\\|\\|'],
  },
  // Slack can hide nothing: the bars at least say that it was.
  slack: { bold: ['*', '*'], italic: ['_', '_'], underline: ['_', '_'], strike: ['~', '~'], spoiler: ['||', '||'] },
  plain: { bold: NONE, italic: NONE, underline: NONE, strike: NONE, spoiler: NONE },
}

/** Parts words for a platform that reads marks only at their edges; not shown. */
const THIN = '\u200B'

/** Writes what was scanned in `from` as `to` reads it. What that cannot show stays as words. */
export function render(nodes: readonly MarkupNode[], from: Markup, to: Markup, options: RenderOptions = {}): string {
  if (from === to && options.mention === undefined) return print(nodes)
  return linesOf(nodes)
    .map((line, index, lines) => renderLine(line, isQuotedAbove(lines, index), to, options))
    .join('\n')
}

/** Text as `markup` shows it. `strict`: nothing in it can be read as markup; otherwise only what always must be. */
export function encodeText(value: string, markup: Markup, strict = false): string {
  if (markup === 'plain') return value
  if (markup === 'slack') {
    const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    return strict ? escaped.replace(/[*_~`:]/g, `$&${THIN}`) : escaped
  }
  if (!strict) return value
  return value
    .replace(/[\\*_~`|[\]<>:]/g, '\\$&')
    .replace(/@(?=everyone|here)/g, `@${THIN}`)
    .replace(/^(\s*)(#{1,6}|-#)(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s)/gm, '$1\\$2')
}

function linesOf(nodes: readonly MarkupNode[]): MarkupNode[][] {
  const lines: MarkupNode[][] = [[]]
  for (const node of nodes) {
    if (node.type === 'break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines
}

function isQuotedAbove(lines: readonly MarkupNode[][], index: number): boolean {
  return lines.slice(0, index).some((line) => line.some((node) => node.type === 'prefix' && node.role === 'quote-rest'))
}

function renderLine(line: readonly MarkupNode[], isQuoted: boolean, to: Markup, options: RenderOptions): string {
  let start = isQuoted && to !== 'discord' ? prefixOf('quote', '> ', to) : ''
  let around: TextStyle | undefined
  const rest = line.filter((node) => {
    if (node.type !== 'prefix') return true
    start += prefixOf(node.role, node.raw, to)
    if (to === 'slack' && node.role === 'heading') around = 'bold'
    if (to === 'slack' && node.role === 'subtext') around = 'italic'
    return false
  })
  const [first] = rest
  if (around === undefined || first === undefined) return start + renderInline(rest, to, options)
  const flat = rest.flatMap((node) => (node.type === 'style' && node.style === around ? node.children : [node]))
  const wrapped: MarkupNode = { type: 'style', style: around, open: '', close: '', children: flat, start: 0, end: 0 }
  return start + renderInline([wrapped], to, options)
}

function prefixOf(role: Extract<MarkupNode, { type: 'prefix' }>['role'], raw: string, to: Markup): string {
  const indent = /^[ \t]*/.exec(raw)?.[0] ?? ''
  switch (role) {
    case 'quote':
      return '> '
    case 'quote-rest':
      return to === 'discord' ? '>>> ' : '> '
    case 'heading':
      return to === 'discord' || to === 'markdown' ? `${/#{1,3}/.exec(raw)?.[0] ?? '#'} ` : ''
    case 'subtext':
      return to === 'discord' ? '-# ' : ''
    case 'bullet':
      return `${indent}${to === 'slack' ? '•' : '-'} `
    case 'number':
      return `${indent}${raw.trim()} `
  }
}

function renderInline(nodes: readonly MarkupNode[], to: Markup, options: RenderOptions): string {
  const parts = nodes.map((node) => ({ node, text: renderNode(node, to, options) })).filter(({ text }) => text !== '')
  let out = ''
  for (const [index, { node, text }] of parts.entries()) {
    const next = parts[index + 1]?.text ?? ''
    const needsEdges = to === 'slack' && node.type === 'style'
    if (needsEdges && /[\p{L}\p{N}]$/u.test(out)) out += THIN
    out += text
    if (needsEdges && /^[\p{L}\p{N}]/u.test(next)) out += THIN
  }
  return out
}

function renderNode(node: MarkupNode, to: Markup, options: RenderOptions): string {
  switch (node.type) {
    case 'text':
      return encodeText(node.value, to, /[\\*_~`|[\]<>]|@(?:everyone|here)/.test(node.value) && to !== 'slack')
    case 'break':
      return '\n'
    case 'prefix':
      return ''
    case 'code':
      return to === 'plain' ? node.body : codeSpan(node.body, to)
    case 'code-block':
      return codeBlock(node, to)
    case 'url':
      return to === 'slack' ? `<${encodeText(node.href, 'slack')}>` : node.href
    case 'link':
      return renderLink(node, to, options)
    case 'mention':
      return encodeText(options.mention?.(node) ?? mentionText(node), to, true)
    case 'emoji':
      return `:${node.name}:`
    case 'time':
      return renderTime(node.epochSeconds, to)
    case 'opaque':
      return encodeText(node.label, to, true)
    case 'style': {
      const [open, close] = MARKS[to][node.style]
      const inner = renderInline(node.children, to, options)
      // No platform reads a mark that stands before a space.
      const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? []
      return text === '' ? inner : `${before}${open}${text}${close}${after}`
    }
  }
}

function mentionText({ target, label, raw }: MentionNode): string {
  if (label !== '')
    return target === 'channel' ? `#${label.replace(/^#/, '')}` : `@${label.replace(/^@/, '')}`.replace('@/', '/')
  if (target === 'channel') return '#channel'
  return target === 'user' ? '@user' : target === 'role' || target === 'group' ? '@group' : raw
}

function codeSpan(body: string, to: Markup): string {
  if (to === 'slack') return `\`${encodeText(body.replaceAll('`', "'"), 'slack')}\``
  const fence = '`'.repeat(longestRun(body) + 1)
  return `${fence}${body}${fence}`
}

function longestRun(body: string): number {
  return Math.max(0, ...[...body.matchAll(/`+/g)].map(({ 0: run }) => run.length))
}

function codeBlock({ language, body }: Extract<MarkupNode, { type: 'code-block' }>, to: Markup): string {
  if (to === 'plain') return body
  const end = body.endsWith('\n') ? '' : '\n'
  const text = to === 'slack' ? encodeText(body, 'slack') : body
  if (to === 'markdown') {
    const fence = '`'.repeat(Math.max(3, longestRun(body) + 1))
    return `${fence}${language}\n${body}${end}${fence}`
  }
  // There is no longer fence to hold one that stands in the code.
  const within = text.replaceAll('```', `\`\`${THIN}\``)
  return `\`\`\`${to === 'slack' ? '' : language}\n${within}${end}\`\`\``
}

function renderLink(node: Extract<MarkupNode, { type: 'link' }>, to: Markup, options: RenderOptions): string {
  const { href, children } = node
  const label = plainText(children)
  if (to === 'slack') {
    const shown = encodeText(label.replaceAll('|', '¦').replaceAll('\n', ' '), 'slack')
    return `<${encodeText(href, 'slack').replaceAll('|', '%7C')}|${shown}>`
  }
  if (to === 'plain') return label === href ? href : `${label} (${href})`
  const target = href.replaceAll('(', '%28').replaceAll(')', '%29')
  return `[${renderInline(children, to, options)}](${target})`
}

function renderTime(epochSeconds: number, to: Markup): string {
  const date = new Date(epochSeconds * 1000)
  const words = Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (to === 'discord') return `<t:${epochSeconds}>`
  return to === 'slack' ? `<!date^${epochSeconds}^{date_short_pretty} {time}|${words}>` : words
}
