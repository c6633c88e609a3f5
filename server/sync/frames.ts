import { FRAME, SYNC } from '../../shared/collab-protocol.ts'
import { ByteCursor, MalformedError } from './byte-cursor.ts'

/** What a client may send, decoded. `bytes` are views into the frame. */
export type ClientFrame =
  | { type: 'step1'; stateVector: Uint8Array }
  | { type: 'step2' | 'update'; bytes: Uint8Array }
  | { type: 'awareness'; bytes: Uint8Array }
  | { type: 'queryAwareness' }

/** @returns undefined for a frame that is not of the protocol: its socket is closed. */
export function decodeFrame(frame: Uint8Array): ClientFrame | undefined {
  try {
    const cursor = new ByteCursor(frame)
    const decoded = decode(cursor)
    return cursor.atEnd ? decoded : undefined
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

function decode(cursor: ByteCursor): ClientFrame | undefined {
  switch (cursor.uint()) {
    case FRAME.sync:
      return decodeSync(cursor)
    case FRAME.awareness:
      return { type: 'awareness', bytes: cursor.bytes() }
    case FRAME.queryAwareness:
      return { type: 'queryAwareness' }
    default:
      return undefined
  }
}

function decodeSync(cursor: ByteCursor): ClientFrame | undefined {
  const kind = cursor.uint()
  const bytes = cursor.bytes()
  if (kind === SYNC.step1) return { type: 'step1', stateVector: bytes }
  if (kind === SYNC.step2) return { type: 'step2', bytes }
  return kind === SYNC.update ? { type: 'update', bytes } : undefined
}

/** An update that says nothing: no structs, no deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0
}

/**
 * A whole WebSocket message with its header (RFC 6455 §5.2, binary, unmasked), written as it is to any number of sockets.
 * `ws` would build the header for each of them anew and make two writes of it.
 */
export type Message = Buffer

/** From this size on, an update is sent from where it lies, after a message that ends before it: it needs no copy a socket. */
const LONG = 65_536
/** A message, or its beginning and the rest. */
export type LongMessage = readonly [Message, Uint8Array?]

export const step1Message = (stateVector: Uint8Array): Message => message([FRAME.sync, SYNC.step1], stateVector)
export const longStep2Message = (update: Uint8Array): LongMessage => longMessage([FRAME.sync, SYNC.step2], update)
export const longUpdateMessage = (update: Uint8Array): LongMessage => longMessage([FRAME.sync, SYNC.update], update)
export const updateMessage = (update: Uint8Array): Message => message([FRAME.sync, SYNC.update], update)
export const awarenessMessage = (update: Uint8Array): Message => message([FRAME.awareness], update)
export const generationMessage = (generation: string): Message => message([FRAME.generation], Buffer.from(generation))

/** `count`: how many of the socket's document frames are durable. */
export function savedMessage(count: number): Message {
  const buffer = Buffer.allocUnsafe(3 + uintLength(count))
  const at = writeHeader(buffer, 1 + uintLength(count))
  buffer[at] = FRAME.saved
  writeUint(buffer, at + 1, count)
  return buffer
}

function message(kind: readonly number[], body: Uint8Array): Message {
  const begin = beginning(kind, body.length, body.length)
  begin.set(body, begin.length - body.length)
  return begin
}

function longMessage(kind: readonly number[], body: Uint8Array): LongMessage {
  return body.length < LONG ? [message(kind, body)] : [beginning(kind, body.length, 0), body]
}

/** All but the body, with `room` bytes after it. `kind`: numbers below 128, one byte each. */
function beginning(kind: readonly number[], bodyLength: number, room: number): Buffer {
  const payload = kind.length + uintLength(bodyLength) + bodyLength
  const buffer = Buffer.allocUnsafe(headerLength(payload) + payload - bodyLength + room)
  let at = writeHeader(buffer, payload)
  for (const number of kind) buffer[at++] = number
  writeUint(buffer, at, bodyLength)
  return buffer
}

function headerLength(payload: number): number {
  return payload < 126 ? 2 : payload < 65_536 ? 4 : 10
}

/** @returns where the payload begins. */
function writeHeader(buffer: Buffer, payload: number): number {
  buffer[0] = 0x82
  if (payload < 126) {
    buffer[1] = payload
    return 2
  }
  if (payload < 65_536) {
    buffer[1] = 126
    return buffer.writeUInt16BE(payload, 2)
  }
  buffer[1] = 127
  return buffer.writeBigUInt64BE(BigInt(payload), 2)
}

function uintLength(value: number): number {
  let length = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1
  return length
}

/** @returns where the next byte goes. */
function writeUint(buffer: Buffer, start: number, value: number): number {
  let at = start
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[at++] = 128 | (rest % 128)
  buffer[at++] = rest
  return at
}
