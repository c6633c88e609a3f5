import { asArray, asObject, asString, type Json } from '../../standins/shapes.ts'
import { badge, escapeHtml, tag } from './html.ts'

/** A message as Slack draws it, near enough to judge it by. */
export function drawSlack(message: Json): string {
  const author = escapeHtml(asString(message['username']) || 'Guildhall')
  const name = `<p class="who"><b>${author}</b> ${badge(message)}<time>9:41 AM</time></p>`
  const blocks = asArray(message['blocks']).map(asObject)
  const body = blocks.length === 0 ? drawMrkdwn(asString(message['text'])) : blocks.map(drawBlock).join('')
  return `<div class="slack message"><div class="avatar">${author.charAt(0)}</div><div>${name}${body}</div></div>`
}

/** A message without blocks: its text, escaped already, with the marks that Slack reads. */
function drawMrkdwn(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const quote = /^> (.*)$/.exec(line)?.[1]
      const inner = (quote ?? line)
        .replace(/<([^|>]+)\|([^>]+)>/g, '<span class="link">$2</span>')
        .replace(/<(https?:[^>]+)>/g, '<span class="link">$1</span>')
        .replace(/`([^`]+)`/g, '<code>$1</code>')
        .replace(/\*([^*]+)\*/g, '<b>$1</b>')
        .replace(/(?<![\w/])_([^_]+)_(?!\w)/g, '<em>$1</em>')
      return tag('p', quote === undefined ? 'line' : 'quote', inner)
    })
    .join('')
}

function drawBlock(block: Json): string {
  const elements = asArray(block['elements']).map(asObject)
  switch (block['type']) {
    case 'rich_text':
      return elements.map(drawRich).join('')
    case 'context':
      return tag('div', 'context', elements.map((element) => tag('span', '', drawText(element))).join(''))
    case 'section':
      return tag('p', 'line', drawText(asObject(block['text'])))
    case 'actions':
      return tag('div', 'row', elements.map(drawControl).join(''))
    default:
      return ''
  }
}

function drawRich(part: Json): string {
  const elements = asArray(part['elements']).map(asObject)
  // A break at the very end is a line of its own in Slack, and none in HTML.
  const inner = elements.map(drawSpan).join('').replace(/<br>$/, '<br><br>')
  if (part['type'] === 'rich_text_preformatted') return tag('pre', '', inner)
  if (part['type'] === 'rich_text_quote') return tag('p', 'quote', inner)
  if (part['type'] !== 'rich_text_list') return tag('p', 'line', inner)
  const items = elements.map((item) => tag('li', '', asArray(item['elements']).map(asObject).map(drawSpan).join('')))
  return tag(part['style'] === 'ordered' ? 'ol' : 'ul', '', items.join(''))
}

function drawSpan(span: Json): string {
  const style = asObject(span['style'])
  let html = escapeHtml(asString(span['text'])).replaceAll('\n', '<br>')
  if (span['type'] === 'link') html = tag('span', 'link', html)
  if (style['code'] === true) html = tag('code', '', html)
  if (style['italic'] === true) html = tag('em', '', html)
  return style['bold'] === true ? tag('b', '', html) : html
}

function drawText(text: Json): string {
  const value = asString(text['text'])
  if (text['type'] === 'plain_text') return escapeHtml(value)
  // Escaped already, as Slack wants it.
  return value.replace(/<[^|>]+\|([^>]+)>/g, '<span class="link">$1</span>')
}

function drawControl(control: Json): string {
  if (control['type'] === 'static_select') {
    return tag('span', 'select', `${escapeHtml(asString(asObject(control['placeholder'])['text']))}<i>⌄</i>`)
  }
  const style = control['style'] === 'primary' ? 'button primary' : 'button'
  return tag('span', style, escapeHtml(asString(asObject(control['text'])['text'])))
}
