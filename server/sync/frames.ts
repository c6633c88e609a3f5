import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { FRAME, SYNC } from '../../shared/collab-protocol.ts'

/** What a client may send, decoded. `bytes` are views into the frame. */
export type ClientFrame =
  | { type: 'step1'; stateVector: Uint8Array }
  /** Sync step 2 and update mean the same to the hub: bytes to merge. */
  | { type: 'update'; bytes: Uint8Array }
  | { type: 'awareness'; bytes: Uint8Array }
  | { type: 'queryAwareness' }

/** @returns undefined for a frame that is not of the protocol: its socket is closed. */
export function decodeFrame(frame: Uint8Array): ClientFrame | undefined {
  try {
    const decoder = decoding.createDecoder(frame)
    const decoded = decode(decoder)
    return decoding.hasContent(decoder) ? undefined : decoded
  } catch {
    return undefined
  }
}

function decode(decoder: decoding.Decoder): ClientFrame | undefined {
  switch (decoding.readVarUint(decoder)) {
    case FRAME.sync:
      return decodeSync(decoder)
    case FRAME.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(decoder) }
    case FRAME.queryAwareness:
      return { type: 'queryAwareness' }
    default:
      return undefined
  }
}

function decodeSync(decoder: decoding.Decoder): ClientFrame | undefined {
  const kind = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (kind === SYNC.step1) return { type: 'step1', stateVector: bytes }
  return kind === SYNC.step2 || kind === SYNC.update ? { type: 'update', bytes } : undefined
}

/** An update that says nothing: no structs, no deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0
}

/** @returns false for bytes that are no whole Yjs update of encoding version 1. Builds no document. */
export function isValidUpdate(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update)
    return true
  } catch {
    return false
  }
}

export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step1, stateVector)
}

export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step2, update)
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.update, update)
}

export function awarenessFrame(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })
}

/** `count`: how many of the socket's document frames are durable. */
export function savedFrame(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.saved)
    encoding.writeVarUint(encoder, count)
  })
}

function syncFrame(kind: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}
