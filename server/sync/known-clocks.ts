import * as encoding from 'lib0/encoding'
import { ByteCursor, MalformedError } from './byte-cursor.ts'
import { type ClockRange, shapeOf, type UpdateShape } from './update-shape.ts'

/** What a document holds, by client id: all structs below this clock. Kept beside the bytes, so that none are read for it. */
export class KnownClocks {
  readonly #clocks: Map<number, number>
  #encoded: Uint8Array | undefined

  constructor(clocks: Map<number, number> = new Map()) {
    this.#clocks = clocks
  }

  /** @returns whether something is missing that the update builds upon. */
  lacks({ structs, needs }: UpdateShape): boolean {
    const brought = structs.length === 0 ? undefined : new Map<number, number>()
    for (const { client, from, to } of structs) {
      const known = this.#known(client, brought)
      if (from > known) return true
      if (to > known) brought?.set(client, to)
    }
    for (const [client, clock] of needs) if (clock >= this.#known(client, brought)) return true
    return false
  }

  add(structs: readonly ClockRange[]): void {
    for (const { client, from, to } of structs) {
      const known = this.#clocks.get(client) ?? 0
      if (from > known || to <= known) continue
      this.#clocks.set(client, to)
      this.#encoded = undefined
    }
  }

  /** As `add`, of an update of the log. */
  addUpdate(update: Uint8Array): void {
    const shape = shapeOf(update)
    if (shape !== undefined) this.add(shape.structs)
  }

  /** The state vector. */
  encode(): Uint8Array {
    this.#encoded ??= encodeStateVector(this.#clocks)
    return this.#encoded
  }

  /** The state vector of a replica that lacks these structs, and those after them. */
  encodeWithout(lacking: Iterable<ClockRange>): Uint8Array {
    const clocks = new Map(this.#clocks)
    for (const { client, from } of lacking) clocks.set(client, Math.min(from, clocks.get(client) ?? 0))
    return encodeStateVector(clocks)
  }

  #known(client: number, brought: ReadonlyMap<number, number> | undefined): number {
    return brought?.get(client) ?? this.#clocks.get(client) ?? 0
  }
}

/** @returns undefined for bytes that are no state vector. */
export function decodeStateVector(bytes: Uint8Array): Map<number, number> | undefined {
  try {
    const cursor = new ByteCursor(bytes)
    const clocks = new Map<number, number>()
    for (let left = cursor.uint(); left > 0; left -= 1) clocks.set(cursor.uint(), cursor.uint())
    return cursor.atEnd ? clocks : undefined
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

function encodeStateVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clocks.size)
    for (const [client, clock] of clocks) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
    }
  })
}
