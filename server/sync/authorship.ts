import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type ClockRange, shapeOf } from './update-shape.ts'
import type { StoredUpdate } from './update-log.ts'

/** What one member wrote and deleted in one go. */
export interface Authored {
  /** null: the hub itself. */
  author: string | null
  /** Of its last update; Unix epoch, ms. */
  at: number
  structs: ClockRange[]
  deletes: ClockRange[]
}

/** Updates of one author that follow each other within this time are one piece of work. */
const TOGETHER_MS = 60_000

/** Who wrote what in updates that follow each other in the log. */
export function authorshipOf(updates: readonly StoredUpdate[]): Authored[] {
  const pieces: Authored[] = []
  for (const { author, at, bytes } of updates) {
    const shape = shapeOf(bytes)
    if (shape === undefined) continue
    let piece = pieces.at(-1)
    if (piece === undefined || piece.author !== author || at - piece.at > TOGETHER_MS) {
      piece = { author, at, structs: [], deletes: [] }
      pieces.push(piece)
    }
    piece.at = at
    for (const range of shape.structs) addRange(piece.structs, range)
    for (const range of shape.deletes) addRange(piece.deletes, range)
  }
  return pieces
}

export function encodeAuthorship(updates: readonly StoredUpdate[]): Uint8Array {
  return encoding.encode((encoder) => {
    const pieces = authorshipOf(updates)
    encoding.writeVarUint(encoder, pieces.length)
    for (const { author, at, structs, deletes } of pieces) {
      encoding.writeVarString(encoder, author ?? '')
      encoding.writeVarUint(encoder, at)
      writeRanges(encoder, structs)
      writeRanges(encoder, deletes)
    }
  })
}

/** `bytes`: of `encodeAuthorship`. */
export function decodeAuthorship(bytes: Uint8Array): Authored[] {
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    author: decoding.readVarString(decoder) || null,
    at: decoding.readVarUint(decoder),
    structs: readRanges(decoder),
    deletes: readRanges(decoder),
  }))
}

/** Typing goes on where it stopped: a range that continues the last one makes it longer. */
function addRange(ranges: ClockRange[], range: ClockRange): void {
  const last = ranges.at(-1)
  if (last?.client === range.client && last.to === range.from) last.to = range.to
  else ranges.push({ ...range })
}

function writeRanges(encoder: encoding.Encoder, ranges: readonly ClockRange[]): void {
  encoding.writeVarUint(encoder, ranges.length)
  for (const { client, from, to } of ranges) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, from)
    encoding.writeVarUint(encoder, to - from)
  }
}

function readRanges(decoder: decoding.Decoder): ClockRange[] {
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    const from = decoding.readVarUint(decoder)
    return { client, from, to: from + decoding.readVarUint(decoder) }
  })
}
