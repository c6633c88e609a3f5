import { asArray, asObject, asString, type Json } from '../../standins/shapes.ts'
import { badge, escapeHtml, tag } from './html.ts'

/** A message as Discord draws it, near enough to judge it by. */
export function drawDiscord(message: Json): string {
  const embeds = asArray(message['embeds']).map(asObject).map(drawEmbed).join('')
  const rows = asArray(message['components'])
    .map((row) => tag('div', 'row', controls(asObject(row))))
    .join('')
  const author = escapeHtml(asString(message['username']) || 'Guildhall')
  const name = `<p class="who"><b>${author}</b> ${badge(message)}<time>Today at 09:41</time></p>`
  return `<div class="discord message"><div class="avatar">${author.charAt(0)}</div><div>${name}${drawMarkdown(asString(message['content']))}${embeds}${rows}</div></div>`
}

function drawEmbed(embed: Json): string {
  const color = `#${Number(embed['color'] ?? 0)
    .toString(16)
    .padStart(6, '0')}`
  const title = tag('p', embed['url'] === undefined ? 'title' : 'title link', inline(asString(embed['title'])))
  const fields = asArray(embed['fields'])
    .map(asObject)
    .map((field) => {
      const width = field['inline'] === true ? 'field inline' : 'field'
      return `<div class="${width}"><b>${escapeHtml(asString(field['name']))}</b>${drawMarkdown(asString(field['value']))}</div>`
    })
  const footer = tag('p', 'footer', escapeHtml(asString(asObject(embed['footer'])['text'])))
  const body = title + drawMarkdown(asString(embed['description'])) + tag('div', 'fields', fields.join('')) + footer
  return `<div class="embed" style="border-color: ${color}">${body}</div>`
}

function controls(row: Json): string {
  return asArray(row['components'])
    .map(asObject)
    .map((one) => {
      if (one['type'] === 3) return tag('span', 'select', `${escapeHtml(asString(one['placeholder']))}<i>⌄</i>`)
      const style = one['style'] === 1 ? 'button primary' : 'button'
      return tag('span', style, escapeHtml(asString(one['label'])) + (one['style'] === 5 ? ' <i>↗</i>' : ''))
    })
    .join('')
}

function drawMarkdown(markdown: string): string {
  const parts = markdown.split(/```\w*\n?([\s\S]*?)\n?```/)
  return parts.map((part, index) => (index % 2 === 1 ? `<pre>${escapeHtml(part)}</pre>` : drawLines(part))).join('')
}

function drawLines(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const heading = /^#{1,3} (.*)$/.exec(line)?.[1]
      if (heading !== undefined) return tag('p', 'heading', inline(heading))
      const small = /^-# (.*)$/.exec(line)?.[1]
      if (small !== undefined) return tag('p', 'small', inline(small))
      const item = /^- (.*)$/.exec(line)?.[1]
      if (item !== undefined) return tag('p', 'item', inline(item))
      const quote = /^> (.*)$/.exec(line)?.[1]
      return quote === undefined ? tag('p', 'line', inline(line)) : tag('p', 'quote', inline(quote))
    })
    .join('')
}

function inline(markdown: string): string {
  const parts = markdown.split(/`([^`]+)`/)
  return parts.map((part, index) => (index % 2 === 1 ? tag('code', 'code', escapeHtml(part)) : marks(part))).join('')
}

function marks(markdown: string): string {
  return escapeHtml(markdown)
    .replace(/\[((?:[^\]\\]|\\.)+)\]\((?:&lt;)?[^)]*?(?:&gt;)?\)/g, '<span class="link">$1</span>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/(?<![\\*])\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/(?<![\\\w])_([^_]+)_/g, '<em>$1</em>')
    .replace(/\\(&[a-z]+;|.)/g, '$1')
}
