import { isUtf8 } from 'node:buffer'

/** What is thrown by a cursor, and by nothing else: the bytes are not what they say they are. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError'
}

const SHORT = 64

/**
 * Reads lib0's encoding (lib0 0.2 `encoding.js`) from bytes of a stranger. Never reads behind their end, whatever lengths
 * they claim, and builds nothing from what it passes over. Every method throws `MalformedError`.
 */
export class ByteCursor {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new MalformedError('ends early')
    this.#at += 1
    return value
  }

  /** A varUint, at most 2^53 - 1. */
  uint(): number {
    let value = this.byte()
    if (value < 128) return value
    value &= 127
    for (let factor = 128; factor <= 2 ** 49; factor *= 128) {
      const next = this.byte()
      value += (next & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError('a number too large')
      if (next < 128) return value
    }
    throw new MalformedError('a number without end')
  }

  /** Passes over a varInt. */
  skipInt(): void {
    for (let length = 1; this.byte() >= 128; length += 1)
      if (length > 9) throw new MalformedError('a number without end')
  }

  skip(length: number): void {
    if (length > this.#bytes.length - this.#at) throw new MalformedError('a lying length')
    this.#at += length
  }

  /** Bytes behind their length: a view. */
  bytes(): Uint8Array {
    const length = this.uint()
    const start = this.#at
    this.skip(length)
    return this.#bytes.subarray(start, this.#at)
  }

  text(): string {
    return textOf(this.bytes())
  }

  /** Passes over a string. @returns its length in UTF-16 units, which is how Yjs counts. */
  skipText(): number {
    const length = this.uint()
    const start = this.#at
    this.skip(length)
    const bytes = this.#bytes
    if (length <= SHORT) {
      let index = start
      while (index < this.#at && (bytes[index] ?? 0) < 128) index += 1
      if (index === this.#at) return length
    }
    const text = bytes.subarray(start, this.#at)
    if (!isUtf8(text)) throw new MalformedError('bad UTF-8')
    let units = 0
    // A unit begins at each byte that continues no other; what takes four bytes takes two units.
    for (const byte of text) units += (byte & 0xc0) === 0x80 ? 0 : byte >= 0xf0 ? 2 : 1
    return units
  }

  /** JSON text, as its bytes: a view. */
  json(): Uint8Array {
    const bytes = this.bytes()
    checkJson(textOf(bytes))
    return bytes
  }

  /** Passes over JSON text, or the word that Yjs writes where there is no value. */
  skipJsonOrUndefined(): void {
    const text = this.text()
    if (text !== 'undefined') checkJson(text)
  }
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new MalformedError('bad UTF-8')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}

function checkJson(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw new MalformedError('bad JSON')
  }
}
