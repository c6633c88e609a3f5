import { isObject, lengthOf } from '../shapes.ts'

/** Collects refused parts with their JSON pointers, worded as Slack words them. */
export class BlockErrors {
  readonly list: string[] = []

  add(pointer: string, message: string): void {
    this.list.push(`${message} [json-pointer:${pointer}]`)
  }

  missing(pointer: string, field: string): void {
    this.add(pointer, `missing required field: ${field}`)
  }

  /** A string of 1 to `max` code points. */
  string(pointer: string, value: unknown, max: number): void {
    if (typeof value !== 'string') return this.add(pointer, 'must be a string')
    if (value.length === 0) this.add(pointer, 'must be more than 0 characters')
    if (lengthOf(value) > max) this.add(pointer, `must be less than ${max + 1} characters`)
  }

  optionalString(pointer: string, value: unknown, max: number): void {
    if (value === undefined) return
    if (typeof value !== 'string') this.add(pointer, 'must be a string')
    else if (lengthOf(value) > max) this.add(pointer, `must be less than ${max + 1} characters`)
  }

  /** A text object. */
  text(pointer: string, value: unknown, max: number, types: readonly string[] = ['plain_text', 'mrkdwn']): void {
    if (!isObject(value)) return this.add(pointer, 'must be an object')
    if (!types.includes(String(value['type'])))
      return this.add(`${pointer}/type`, `must be one of: ${types.join(', ')}`)
    this.string(`${pointer}/text`, value['text'], max)
    this.properties(pointer, value, ['type', 'text', 'emoji', 'verbatim'])
    if (value['type'] === 'mrkdwn' && value['emoji'] !== undefined)
      this.add(pointer, 'invalid additional property: emoji')
  }

  plainText(pointer: string, value: unknown, max: number): void {
    this.text(pointer, value, max, ['plain_text'])
  }

  items(pointer: string, value: unknown, min: number, max: number): unknown[] {
    if (!Array.isArray(value)) {
      this.add(pointer, 'must be an array')
      return []
    }
    if (value.length < min) this.add(pointer, `must contain at least ${min} item${min === 1 ? '' : 's'}`)
    if (value.length > max) this.add(pointer, `no more than ${max} items allowed`)
    return value as unknown[]
  }

  properties(pointer: string, value: object, known: readonly string[]): void {
    for (const key of Object.keys(value))
      if (!known.includes(key)) this.add(pointer, `invalid additional property: ${key}`)
  }
}
