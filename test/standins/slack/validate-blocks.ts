import { asArray, asObject, asString, isObject, type Json, lengthOf } from '../shapes.ts'
import { BlockErrors } from './block-errors.ts'
import { checkRichText } from './validate-rich-text.ts'

export const MAX_BLOCKS = { message: 50, view: 100 } as const
/** All texts of a message's blocks together: undocumented, measured. */
const MAX_BLOCK_CHARACTERS = 13_350

const KNOWN: Record<string, readonly string[]> = {
  header: ['text'],
  section: ['text', 'fields', 'accessory', 'expand'],
  divider: [],
  actions: ['elements'],
  context: ['elements'],
  image: ['image_url', 'slack_file', 'alt_text', 'title'],
  input: ['label', 'element', 'hint', 'optional', 'dispatch_action'],
  rich_text: ['elements'],
  markdown: ['text'],
}
const SELECTS = ['static_select', 'multi_static_select', 'external_select']
const ACCESSORIES = ['button', 'overflow', 'image', 'datepicker', 'checkboxes', 'radio_buttons', ...SELECTS]
const ACTIONS = ['button', 'overflow', 'datepicker', 'checkboxes', 'radio_buttons', ...SELECTS]
const INPUTS = [
  'plain_text_input',
  'file_input',
  'datepicker',
  'checkboxes',
  'radio_buttons',
  'number_input',
  ...SELECTS,
]

/** @returns what Slack would find wrong, each with a JSON pointer below `pointer`; empty if all is fine. */
export function blockErrors(blocks: unknown, surface: keyof typeof MAX_BLOCKS, pointer = '/blocks'): string[] {
  const errors = new BlockErrors()
  const blockIds = new Set<string>()
  for (const [index, raw] of errors.items(pointer, blocks, 0, MAX_BLOCKS[surface]).entries()) {
    const at = `${pointer}/${index}`
    if (!isObject(raw)) {
      errors.add(at, 'must be an object')
      continue
    }
    const known = KNOWN[asString(raw['type'])]
    if (known === undefined) {
      errors.add(`${at}/type`, `unsupported type: ${String(raw['type'])}`)
      continue
    }
    errors.properties(at, raw, ['type', 'block_id', ...known])
    errors.optionalString(`${at}/block_id`, raw['block_id'], 255)
    const blockId = asString(raw['block_id'])
    if (blockId !== '' && blockIds.has(blockId)) errors.add(`${at}/block_id`, `block_id "${blockId}" already exists`)
    blockIds.add(blockId)
    checkBlock(errors, at, raw)
  }
  return errors.list
}

/** @returns true if the texts together are longer than Slack takes in one message (`msg_blocks_too_long`). */
export function blocksTooLong(blocks: unknown): boolean {
  return charactersOf(blocks) > MAX_BLOCK_CHARACTERS
}

function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersOf(item), 0)
  if (!isObject(value)) return 0
  let sum = 0
  for (const [key, child] of Object.entries(value)) {
    sum += key === 'text' && typeof child === 'string' ? lengthOf(child) : charactersOf(child)
  }
  return sum
}

function checkBlock(errors: BlockErrors, at: string, block: Json): void {
  const type = block['type']
  if (type === 'header') errors.plainText(`${at}/text`, block['text'], 150)
  else if (type === 'section') checkSection(errors, at, block)
  else if (type === 'actions') {
    const actionIds = new Set<string>()
    for (const [index, element] of errors.items(`${at}/elements`, block['elements'], 1, 25).entries()) {
      checkElement(errors, `${at}/elements/${index}`, element, ACTIONS, actionIds)
    }
  } else if (type === 'context') {
    for (const [index, element] of errors.items(`${at}/elements`, block['elements'], 1, 10).entries()) {
      const pointer = `${at}/elements/${index}`
      if (asObject(element)['type'] === 'image') checkImage(errors, pointer, asObject(element))
      else errors.text(pointer, element, 3000)
    }
  } else if (type === 'image') {
    checkImage(errors, at, block)
    if (block['title'] !== undefined) errors.plainText(`${at}/title`, block['title'], 2000)
  } else if (type === 'input') {
    errors.plainText(`${at}/label`, block['label'], 2000)
    if (block['hint'] !== undefined) errors.plainText(`${at}/hint`, block['hint'], 2000)
    checkElement(errors, `${at}/element`, block['element'], INPUTS, new Set())
  } else if (type === 'rich_text') checkRichText(errors, at, block)
  else if (type === 'markdown') errors.string(`${at}/text`, block['text'], 12_000)
}

function checkSection(errors: BlockErrors, at: string, block: Json): void {
  if (block['text'] === undefined && block['fields'] === undefined) errors.missing(at, 'text')
  if (block['text'] !== undefined) errors.text(`${at}/text`, block['text'], 3000)
  if (block['fields'] !== undefined) {
    for (const [index, field] of errors.items(`${at}/fields`, block['fields'], 1, 10).entries()) {
      errors.text(`${at}/fields/${index}`, field, 2000)
    }
  }
  if (block['accessory'] !== undefined) {
    checkElement(errors, `${at}/accessory`, block['accessory'], ACCESSORIES, new Set())
  }
}

function checkImage(errors: BlockErrors, at: string, image: Json): void {
  if (image['slack_file'] === undefined) checkUrl(errors, `${at}/image_url`, image['image_url'])
  errors.string(`${at}/alt_text`, image['alt_text'], 2000)
}

function checkUrl(errors: BlockErrors, pointer: string, value: unknown): void {
  errors.string(pointer, value, 3000)
  if (typeof value === 'string' && !(/^(https?|mailto|slack):/i.test(value) && URL.canParse(value))) {
    errors.add(pointer, 'must be a valid URL')
  }
}

function checkElement(
  errors: BlockErrors,
  at: string,
  value: unknown,
  allowed: readonly string[],
  actionIds: Set<string>,
): void {
  const element = asObject(value)
  const type = asString(element['type'])
  if (!allowed.includes(type)) return errors.add(`${at}/type`, `unsupported type: ${String(element['type'])}`)
  if (type === 'image') return checkImage(errors, at, element)
  errors.optionalString(`${at}/action_id`, element['action_id'], 255)
  const actionId = asString(element['action_id'])
  if (actionId !== '' && actionIds.has(actionId))
    errors.add(`${at}/action_id`, `action_id "${actionId}" already exists in this block`)
  actionIds.add(actionId)
  if (element['placeholder'] !== undefined) errors.plainText(`${at}/placeholder`, element['placeholder'], 150)
  checkConfirm(errors, `${at}/confirm`, element['confirm'])
  if (type === 'button') {
    errors.plainText(`${at}/text`, element['text'], 75)
    errors.optionalString(`${at}/value`, element['value'], 2000)
    if (element['url'] !== undefined) checkUrl(errors, `${at}/url`, element['url'])
    if (!['undefined', 'primary', 'danger'].includes(String(element['style']))) {
      errors.add(`${at}/style`, 'must be one of: primary, danger')
    }
    errors.optionalString(`${at}/accessibility_label`, element['accessibility_label'], 75)
    const known = ['type', 'text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label']
    errors.properties(at, element, known)
  } else if (type === 'overflow') checkOptions(errors, `${at}/options`, element['options'], 5)
  else if (SELECTS.includes(type)) checkSelect(errors, at, element)
  else if (type === 'checkboxes' || type === 'radio_buttons')
    checkOptions(errors, `${at}/options`, element['options'], 10)
  else if (type === 'file_input') {
    const most = Number(element['max_files'] ?? 10)
    if (!(most >= 1 && most <= 10)) errors.add(`${at}/max_files`, 'must be between 1 and 10')
  } else if (type === 'plain_text_input') errors.optionalString(`${at}/initial_value`, element['initial_value'], 3000)
}

function checkSelect(errors: BlockErrors, at: string, select: Json): void {
  if (select['type'] === 'external_select') {
    const known = ['type', 'action_id', 'initial_option', 'min_query_length', 'placeholder', 'confirm', 'focus_on_load']
    return errors.properties(at, select, known)
  }
  if (select['options'] === undefined && select['option_groups'] === undefined) return errors.missing(at, 'options')
  if (select['options'] !== undefined) return checkOptions(errors, `${at}/options`, select['options'], 100)
  for (const [index, group] of errors.items(`${at}/option_groups`, select['option_groups'], 1, 100).entries()) {
    errors.plainText(`${at}/option_groups/${index}/label`, asObject(group)['label'], 75)
    checkOptions(errors, `${at}/option_groups/${index}/options`, asObject(group)['options'], 100)
  }
}

function checkOptions(errors: BlockErrors, at: string, value: unknown, max: number): void {
  for (const [index, raw] of errors.items(at, value, 1, max).entries()) {
    const option = asObject(raw)
    errors.text(`${at}/${index}/text`, option['text'], 75)
    errors.string(`${at}/${index}/value`, option['value'], 150)
    if (option['description'] !== undefined) errors.text(`${at}/${index}/description`, option['description'], 75)
  }
}

function checkConfirm(errors: BlockErrors, at: string, value: unknown): void {
  if (value === undefined) return
  const confirm = asObject(value)
  errors.plainText(`${at}/title`, confirm['title'], 100)
  errors.text(`${at}/text`, confirm['text'], 300)
  errors.plainText(`${at}/confirm`, confirm['confirm'], 30)
  errors.plainText(`${at}/deny`, confirm['deny'], 30)
}

/** Block ids and action ids that the caller left out are made by Slack. */
export function withBlockIds(blocks: unknown, newId: () => string): Json[] {
  return asArray(blocks).map((raw) => {
    const block = asObject(raw)
    const elements = block['elements']
    const filled: Json = { ...block, block_id: block['block_id'] ?? newId() }
    if (block['type'] === 'actions') {
      filled['elements'] = asArray(elements).map((element) => ({ action_id: newId(), ...asObject(element) }))
    }
    return filled
  })
}
