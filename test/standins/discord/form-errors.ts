import { lengthOf } from '../shapes.ts'

type Path = readonly (string | number)[]

/** Collects refused fields in the nested form that Discord answers with (code 50035). */
export class FormErrors {
  readonly #tree: Record<string, unknown> = {}
  #count = 0

  get count(): number {
    return this.#count
  }

  add(path: Path, code: string, message: string): void {
    this.#count += 1
    let node = this.#tree
    for (const key of path) node = (node[String(key)] ??= {}) as Record<string, unknown>
    const list = (node['_errors'] ??= []) as unknown[]
    list.push({ code, message })
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
  }

  /** A text of `min` to `max` code points; undefined passes unless `min` is above 0. */
  text(path: Path, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) {
      if (min > 0) this.required(path)
      return
    }
    if (typeof value !== 'string') return this.add(path, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.')
    const length = lengthOf(value)
    if (min > 0 && value.length === 0) this.required(path)
    else if (length > max || length < min) this.#badLength(path, min, max)
  }

  /** @returns the entries, at most `max`, none when it is not an array. */
  list(path: Path, value: unknown, min: number, max: number): unknown[] {
    if (value === undefined || value === null) {
      if (min > 0) this.required(path)
      return []
    }
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Could not interpret value as list.')
      return []
    }
    if (value.length > max || value.length < min) this.#badLength(path, min, max)
    return value as unknown[]
  }

  url(path: Path, value: unknown, schemes: readonly string[], max = 2048): void {
    this.text(path, value, 1, max)
    if (typeof value !== 'string' || value === '') return
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase()
    if (scheme === undefined || !URL.canParse(value)) {
      this.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
    } else if (!schemes.includes(scheme)) {
      const list = schemes.map((one) => `'${one}'`).join(', ')
      this.add(path, 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" is not supported. Scheme must be one of (${list}).`)
    }
  }

  #badLength(path: Path, min: number, max: number): void {
    if (min > 0) this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
    else this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
  }

  toBody(): { message: string; code: number; errors: unknown } {
    return { message: 'Invalid Form Body', code: 50035, errors: this.#tree }
  }
}
