import { asArray, asObject, isObject, lengthOf } from '../shapes.ts'
import type { FormErrors } from './form-errors.ts'

type Path = readonly (string | number)[]

export const COMPONENT = {
  row: 1,
  button: 2,
  select: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
} as const

const SELECTS: readonly number[] = [3, 5, 6, 7, 8]
const V2_TOP_LEVEL: readonly number[] = [1, 9, 10, 12, 13, 14, 17]
const V2_IN_CONTAINER: readonly number[] = [1, 9, 10, 12, 13, 14]
const V2_MAX_COMPONENTS = 40
const V2_MAX_TEXT = 4000

class ComponentCheck {
  readonly #errors: FormErrors
  readonly #customIds = new Set<string>()
  count = 0
  text = 0

  constructor(errors: FormErrors) {
    this.#errors = errors
  }

  choice(path: Path, value: unknown, allowed: readonly number[]): boolean {
    if (typeof value === 'number' && allowed.includes(value)) return true
    this.#errors.add([...path, 'type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)
    return false
  }

  row(path: Path, value: unknown): void {
    this.count += 1
    const children = this.#errors.list([...path, 'components'], asObject(value)['components'], 1, 5)
    const selects = children.filter((child) => SELECTS.includes(Number(asObject(child)['type'])))
    if (selects.length > 0 && children.length > 1) {
      this.#errors.add(path, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width')
    }
    for (const [index, child] of children.entries()) {
      const childPath = [...path, 'components', index]
      if (!this.choice(childPath, asObject(child)['type'], [COMPONENT.button, ...SELECTS])) continue
      if (asObject(child)['type'] === COMPONENT.button) this.button(childPath, child)
      else this.select(childPath, child)
    }
  }

  button(path: Path, value: unknown): void {
    this.count += 1
    const button = asObject(value)
    const style = button['style']
    if (typeof style !== 'number' || style < 1 || style > 6) {
      this.#errors.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.')
      return
    }
    this.#errors.text([...path, 'label'], button['label'], 0, 80)
    if (!button['label'] && !isObject(button['emoji'])) {
      this.#errors.add(path, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button must have a label or emoji')
    }
    if (style === 5) {
      this.#errors.url([...path, 'url'], button['url'], ['http', 'https', 'discord'], 512)
      if (button['custom_id'] !== undefined) {
        this.#errors.add(
          [...path, 'custom_id'],
          'BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED',
          'A custom id and url cannot both be specified',
        )
      }
    } else {
      this.customId(path, button['custom_id'])
      if (button['url'] !== undefined) {
        this.#errors.add(
          [...path, 'url'],
          'BUTTON_COMPONENT_URL_NOT_ALLOWED',
          'A custom id and url cannot both be specified',
        )
      }
    }
  }

  select(path: Path, value: unknown): void {
    this.count += 1
    const select = asObject(value)
    this.customId(path, select['custom_id'])
    this.#errors.text([...path, 'placeholder'], select['placeholder'], 0, 150)
    const most = select['max_values'] ?? 1
    const least = select['min_values'] ?? 1
    if (typeof most !== 'number' || most < 1 || most > 25) {
      this.#errors.add([...path, 'max_values'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 25.')
    }
    if (typeof least !== 'number' || least < 0 || least > 25) {
      this.#errors.add([...path, 'min_values'], 'NUMBER_TYPE_MAX', 'int value should be between 0 and 25.')
    }
    if (select['type'] !== COMPONENT.select) return
    const options = this.#errors.list([...path, 'options'], select['options'], 1, 25)
    if (typeof most === 'number' && most > options.length) {
      this.#errors.add([...path, 'max_values'], 'BASE_TYPE_BAD_LENGTH', `Must be ${options.length} or fewer.`)
    }
    const values = new Set<unknown>()
    for (const [index, raw] of options.entries()) {
      const option = asObject(raw)
      const optionPath = [...path, 'options', index]
      this.#errors.text([...optionPath, 'label'], option['label'], 1, 100)
      this.#errors.text([...optionPath, 'value'], option['value'], 1, 100)
      this.#errors.text([...optionPath, 'description'], option['description'], 0, 100)
      if (values.has(option['value'])) {
        this.#errors.add(
          [...optionPath, 'value'],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        )
      }
      values.add(option['value'])
    }
  }

  customId(path: Path, value: unknown): void {
    this.#errors.text([...path, 'custom_id'], value, 1, 100)
    if (typeof value !== 'string') return
    if (this.#customIds.has(value)) {
      this.#errors.add(
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      )
    }
    this.#customIds.add(value)
  }

  textDisplay(path: Path, value: unknown): void {
    this.count += 1
    const content = asObject(value)['content']
    this.#errors.text([...path, 'content'], content, 1, V2_MAX_TEXT)
    if (typeof content === 'string') this.text += lengthOf(content)
  }

  media(path: Path, value: unknown): void {
    this.#errors.url([...path, 'media', 'url'], asObject(asObject(value)['media'])['url'], [
      'http',
      'https',
      'attachment',
    ])
    this.#errors.text([...path, 'description'], asObject(value)['description'], 0, 1024)
  }

  v2(path: Path, value: unknown, allowed: readonly number[]): void {
    const component = asObject(value)
    const type = component['type']
    if (!this.choice(path, type, allowed)) return
    if (type === COMPONENT.row) return this.row(path, value)
    if (type === COMPONENT.textDisplay) return this.textDisplay(path, value)
    this.count += 1
    if (type === COMPONENT.section) this.#section(path, component)
    else if (type === COMPONENT.gallery) {
      for (const [index, item] of this.#errors.list([...path, 'items'], component['items'], 1, 10).entries()) {
        this.media([...path, 'items', index], item)
      }
    } else if (type === COMPONENT.container) {
      const children = asArray(component['components'])
      if (children.length === 0) this.#errors.required([...path, 'components'])
      for (const [index, child] of children.entries()) this.v2([...path, 'components', index], child, V2_IN_CONTAINER)
    }
  }

  #section(path: Path, section: Record<string, unknown>): void {
    for (const [index, child] of this.#errors.list([...path, 'components'], section['components'], 1, 3).entries()) {
      const childPath = [...path, 'components', index]
      if (this.choice(childPath, asObject(child)['type'], [COMPONENT.textDisplay])) this.textDisplay(childPath, child)
    }
    const accessory = asObject(section['accessory'])
    const accessoryPath = [...path, 'accessory']
    if (section['accessory'] === undefined) this.#errors.required(accessoryPath)
    else if (!this.choice(accessoryPath, accessory['type'], [COMPONENT.button, COMPONENT.thumbnail])) return
    else if (accessory['type'] === COMPONENT.button) this.button(accessoryPath, accessory)
    else {
      this.count += 1
      this.media(accessoryPath, accessory)
    }
  }
}

/** Checks `components` of a message without the flag IS_COMPONENTS_V2. */
export function checkComponents(errors: FormErrors, value: unknown): void {
  const check = new ComponentCheck(errors)
  for (const [index, row] of errors.list(['components'], value, 0, 5).entries()) {
    const path = ['components', index]
    if (check.choice(path, asObject(row)['type'], [COMPONENT.row])) check.row(path, row)
  }
}

export function checkComponentsV2(errors: FormErrors, value: unknown): void {
  const check = new ComponentCheck(errors)
  for (const [index, component] of errors.list(['components'], value, 1, V2_MAX_COMPONENTS).entries()) {
    check.v2(['components', index], component, V2_TOP_LEVEL)
  }
  if (check.count > V2_MAX_COMPONENTS) {
    errors.add(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The maximum number of components (${V2_MAX_COMPONENTS}) has been exceeded`,
    )
  }
  if (check.text > V2_MAX_TEXT) {
    errors.add(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The total displayable text size (${V2_MAX_TEXT}) has been exceeded`,
    )
  }
}

/** Checks the data of a modal (interaction callback of type 9). */
export function checkModal(errors: FormErrors, value: unknown): void {
  const modal = asObject(value)
  const check = new ComponentCheck(errors)
  errors.text(['data', 'title'], modal['title'], 1, 45)
  errors.text(['data', 'custom_id'], modal['custom_id'], 1, 100)
  for (const [index, raw] of errors.list(['data', 'components'], modal['components'], 1, 5).entries()) {
    const path = ['data', 'components', index]
    const part = asObject(raw)
    if (!check.choice(path, part['type'], [COMPONENT.row, COMPONENT.textDisplay, COMPONENT.label])) continue
    if (part['type'] === COMPONENT.textDisplay) check.textDisplay(path, part)
    else if (part['type'] === COMPONENT.label) {
      errors.text([...path, 'label'], part['label'], 1, 45)
      errors.text([...path, 'description'], part['description'], 0, 100)
      checkModalInput(errors, check, [...path, 'component'], part['component'], false)
    } else {
      const inputs = errors.list([...path, 'components'], part['components'], 1, 1)
      if (inputs.length === 1) checkModalInput(errors, check, [...path, 'components', 0], inputs[0], true)
    }
  }
}

function checkModalInput(
  errors: FormErrors,
  check: ComponentCheck,
  path: Path,
  value: unknown,
  labelled: boolean,
): void {
  const input = asObject(value)
  if (
    !check.choice(
      path,
      input['type'],
      labelled ? [COMPONENT.textInput] : [COMPONENT.textInput, COMPONENT.fileUpload, ...SELECTS],
    )
  )
    return
  if (input['type'] === COMPONENT.fileUpload) {
    check.customId(path, input['custom_id'])
    if (!(Number(input['max_values'] ?? 1) <= 10))
      errors.add([...path, 'max_values'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 10.')
    return
  }
  if (input['type'] !== COMPONENT.textInput) return check.select(path, input)
  check.customId(path, input['custom_id'])
  if (labelled) errors.text([...path, 'label'], input['label'], 1, 45)
  if (input['style'] !== 1 && input['style'] !== 2) {
    errors.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.')
  }
  errors.text([...path, 'placeholder'], input['placeholder'], 0, 100)
  errors.text([...path, 'value'], input['value'], 0, 4000)
}
