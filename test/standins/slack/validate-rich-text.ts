import { asObject, isObject, type Json } from '../shapes.ts'
import type { BlockErrors } from './block-errors.ts'

const STYLES = ['bold', 'italic', 'strike', 'code']
const PARTS = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']
const INLINE = ['text', 'link', 'emoji', 'user', 'usergroup', 'channel', 'broadcast', 'date', 'team', 'color']

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function checkRichText(errors: BlockErrors, at: string, block: Json): void {
  for (const [index, raw] of errors.items(`${at}/elements`, block['elements'], 1, 1000).entries()) {
    checkPart(errors, `${at}/elements/${index}`, asObject(raw))
  }
}

function checkPart(errors: BlockErrors, at: string, part: Json): void {
  if (!PARTS.includes(String(part['type']))) return errors.add(`${at}/type`, `must be one of: ${PARTS.join(', ')}`)
  const isList = part['type'] === 'rich_text_list'
  if (isList && !['bullet', 'ordered'].includes(String(part['style']))) {
    errors.add(`${at}/style`, 'must be one of: bullet, ordered')
  }
  for (const [index, raw] of errors.items(`${at}/elements`, part['elements'], 1, 1000).entries()) {
    const pointer = `${at}/elements/${index}`
    const element = asObject(raw)
    if (!isList) checkInline(errors, pointer, element)
    else if (element['type'] !== 'rich_text_section') errors.add(`${pointer}/type`, 'must be one of: rich_text_section')
    else checkPart(errors, pointer, element)
  }
}

function checkInline(errors: BlockErrors, at: string, element: Json): void {
  const type = String(element['type'])
  if (!INLINE.includes(type)) return errors.add(`${at}/type`, `unsupported type: ${type}`)
  if (type === 'text') errors.string(`${at}/text`, element['text'], 12_000)
  if (type === 'link') {
    errors.string(`${at}/url`, element['url'], 3000)
    if (!URL.canParse(String(element['url']))) errors.add(`${at}/url`, 'must be a valid URL')
    if (element['text'] !== undefined) errors.string(`${at}/text`, element['text'], 12_000)
  }
  const { style } = element
  if (style === undefined) return
  if (!isObject(style)) return errors.add(`${at}/style`, 'must be an object')
  errors.properties(`${at}/style`, style, STYLES)
}
