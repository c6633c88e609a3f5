import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** How a server's clients wrap y-protocols' messages. */
export interface Wire {
  /** What a client says first, besides its step 1. */
  hello(documentId: string): Uint8Array[]
  sync(documentId: string, kind: number, bytes: Uint8Array): Uint8Array
  awareness(documentId: string, update: Uint8Array): Uint8Array
  read(message: Uint8Array): WireMessage
}

export type WireMessage =
  | { type: 'sync'; kind: number; bytes: Uint8Array }
  | { type: 'awareness'; update: Uint8Array }
  | { type: 'other' }

const SYNC = 0
const AWARENESS = 1

function readBody(decoder: decoding.Decoder): WireMessage {
  const type = decoding.readVarUint(decoder)
  // 4: hocuspocus' answer to a step 1.
  if (type === SYNC || type === 4) {
    return { type: 'sync', kind: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) }
  }
  if (type === AWARENESS) return { type: 'awareness', update: decoding.readVarUint8Array(decoder) }
  return { type: 'other' }
}

function writeSync(encoder: encoding.Encoder, kind: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, bytes)
}

function writeAwareness(encoder: encoding.Encoder, update: Uint8Array): void {
  encoding.writeVarUint(encoder, AWARENESS)
  encoding.writeVarUint8Array(encoder, update)
}

export const yWebsocketWire: Wire = {
  hello: () => [],
  sync: (_documentId, kind, bytes) => encoding.encode((encoder) => writeSync(encoder, kind, bytes)),
  awareness: (_documentId, update) => encoding.encode((encoder) => writeAwareness(encoder, update)),
  read: (message) => readBody(decoding.createDecoder(message)),
}

/** `@hocuspocus/provider` 3: the document's name before everything, and a token first. */
export const hocuspocusWire: Wire = {
  hello: (documentId) => [
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, documentId)
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, 'token')
    }),
  ],
  sync: (documentId, kind, bytes) =>
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, documentId)
      writeSync(encoder, kind, bytes)
    }),
  awareness: (documentId, update) =>
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, documentId)
      writeAwareness(encoder, update)
    }),
  read(message) {
    const decoder = decoding.createDecoder(message)
    decoding.readVarString(decoder)
    return readBody(decoder)
  },
}
