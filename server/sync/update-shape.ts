import { ByteCursor, MalformedError } from './byte-cursor.ts'

/** Clocks of one client id, `to` excluded. */
export interface ClockRange {
  client: number
  from: number
  to: number
}

/** What an update brings and what it builds upon. */
export interface UpdateShape {
  /** Its structs, in the order of the bytes. */
  structs: ClockRange[]
  /** What it deletes. */
  deletes: ClockRange[]
  /** By client id, the highest clock it refers to: that struct must be there, or come with it. */
  needs: Map<number, number>
}

/** The highest clock; an honest client would type for years. Above it, numbers are meant to do harm. */
const MOST_CLOCK = 2 ** 31 - 1
/** Of values within values; clients read them by recursion. */
const DEEPEST = 64

const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_PARENT_KEY = 0x20
const CONTENT = 0x1f
const GC = 0
const SKIP = 10

/**
 * Walks a Yjs update of encoding version 1 (yjs 13.6 `src/utils/encoding.js`, `src/structs/`) to its last byte, and builds
 * no document. @returns undefined for bytes that no honest client sends.
 */
export function shapeOf(update: Uint8Array): UpdateShape | undefined {
  try {
    const walk = new UpdateWalk(update)
    return walk.whole()
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

class UpdateWalk {
  readonly #cursor: ByteCursor
  readonly #shape: UpdateShape = { structs: [], deletes: [], needs: new Map() }

  constructor(update: Uint8Array) {
    this.#cursor = new ByteCursor(update)
  }

  whole(): UpdateShape {
    const cursor = this.#cursor
    const clients = new Set<number>()
    for (let left = cursor.uint(); left > 0; left -= 1) {
      const count = cursor.uint()
      const client = cursor.uint()
      // Yjs takes the last of two sections of one client, and what it passes over would be missing for ever.
      if (clients.has(client)) throw new MalformedError('a client twice')
      clients.add(client)
      this.#structs(client, count)
    }
    for (let left = cursor.uint(); left > 0; left -= 1) this.#deletions()
    if (!cursor.atEnd) throw new MalformedError('something behind the end')
    return this.#shape
  }

  #structs(client: number, count: number): void {
    let clock = this.#cursor.uint()
    let from = clock
    for (let left = count; left > 0; left -= 1) {
      const info = this.#cursor.byte()
      const kind = info & CONTENT
      // With a flag set, one reader of Yjs takes it for a skip and another for an item (yjs 13.6 `src/utils/updates.js`).
      if ((kind === GC || kind === SKIP) && info !== kind) throw new MalformedError('a struct that has no flags')
      const length = kind === GC || kind === SKIP ? this.#cursor.uint() : this.#item(info, kind, client, clock)
      if (length === 0 || clock + length > MOST_CLOCK) throw new MalformedError('an impossible clock')
      if (kind === SKIP) {
        if (clock > from) this.#shape.structs.push({ client, from, to: clock })
        from = clock + length
      }
      clock += length
    }
    if (clock > from) this.#shape.structs.push({ client, from, to: clock })
  }

  /** @returns its length in clocks. */
  #item(info: number, kind: number, client: number, clock: number): number {
    const cursor = this.#cursor
    if ((info & HAS_ORIGIN) !== 0) this.#reference(client, clock)
    if ((info & HAS_RIGHT_ORIGIN) !== 0) this.#reference(client, clock)
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
      if (cursor.uint() === 1) cursor.skipText()
      else this.#reference(client, clock)
      if ((info & HAS_PARENT_KEY) !== 0) cursor.skipText()
    }
    return this.#content(kind)
  }

  #reference(byClient: number, byClock: number): void {
    const client = this.#cursor.uint()
    const clock = this.#cursor.uint()
    if (client === byClient && clock >= byClock) throw new MalformedError('refers to what comes after it')
    this.#need(client, clock)
  }

  #need(client: number, clock: number): void {
    if (clock > MOST_CLOCK) throw new MalformedError('an impossible clock')
    const needed = this.#shape.needs.get(client)
    if (needed === undefined || needed < clock) this.#shape.needs.set(client, clock)
  }

  /** The numbers are those of `contentRefs` in yjs 13.6 `src/structs/Item.js`. */
  #content(kind: number): number {
    const cursor = this.#cursor
    switch (kind) {
      case 1: // deleted
        return cursor.uint()
      case 2: // JSON, of old documents
        return this.#jsonList()
      case 3: // binary
        cursor.bytes()
        return 1
      case 4: // string
        return cursor.skipText()
      case 5: // embed
        cursor.json()
        return 1
      case 6: // format
        cursor.skipText()
        cursor.json()
        return 1
      case 7: // type
        this.#type()
        return 1
      case 8: // any
        return this.#anyList()
      case 9: // subdocument
        cursor.skipText()
        this.#any(0)
        return 1
      default:
        throw new MalformedError('an unknown content')
    }
  }

  #jsonList(): number {
    const count = this.#cursor.uint()
    for (let left = count; left > 0; left -= 1) this.#cursor.skipJsonOrUndefined()
    return count
  }

  #anyList(): number {
    const count = this.#cursor.uint()
    for (let left = count; left > 0; left -= 1) this.#any(0)
    return count
  }

  #type(): void {
    const kind = this.#cursor.uint()
    if (kind > 6) throw new MalformedError('an unknown type')
    // XmlElement and XmlHook have a name.
    if (kind === 3 || kind === 5) this.#cursor.skipText()
  }

  /** lib0 0.2 `encoding.js` writeAny: one byte of type, counting down from 127. */
  #any(depth: number): void {
    if (depth > DEEPEST) throw new MalformedError('nested too deep')
    const cursor = this.#cursor
    switch (127 - cursor.byte()) {
      case 0: // undefined
      case 1: // null
      case 6: // false
      case 7: // true
        return
      case 2: // integer
        cursor.skipInt()
        return
      case 3: // float32
        cursor.skip(4)
        return
      case 4: // float64
      case 5: // bigint
        cursor.skip(8)
        return
      case 8: // string
        cursor.skipText()
        return
      case 9: // object
        for (let left = cursor.uint(); left > 0; left -= 1) {
          cursor.skipText()
          this.#any(depth + 1)
        }
        return
      case 10: // array
        for (let left = cursor.uint(); left > 0; left -= 1) this.#any(depth + 1)
        return
      case 11: // Uint8Array
        cursor.bytes()
        return
      default:
        throw new MalformedError('an unknown value')
    }
  }

  #deletions(): void {
    const client = this.#cursor.uint()
    for (let left = this.#cursor.uint(); left > 0; left -= 1) {
      const from = this.#cursor.uint()
      const length = this.#cursor.uint()
      if (length === 0) continue
      this.#need(client, from + length - 1)
      this.#shape.deletes.push({ client, from, to: from + length })
    }
  }
}
