import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { RedisConnections } from '../platform/redis.ts'
import type { Log } from '../platform/log.ts'

/** What one node tells the others of a document. Redis only makes it fast: what is lost is read from the log. */
export type FanOutMessage =
  /** `updates` are the last of the log up to `seq`. */
  | { type: 'updates'; seq: number; updates: readonly Uint8Array[] }
  | { type: 'awareness'; update: Uint8Array; owner: string }
  /** A node that has just opened the document asks who is there. */
  | { type: 'queryAwareness' }

export interface FanOut {
  publish(documentId: string, message: FanOutMessage): void
  /** @returns a function that ends it. */
  subscribe(documentId: string, listener: (message: FanOutMessage) => void): () => void
  /** Called when messages may have been missed. @returns a function that ends it. */
  onGap(listener: () => void): () => void
}

const UPDATES = 0
const AWARENESS = 1
const QUERY_AWARENESS = 2

export function redisFanOut(redis: RedisConnections, log: Log): FanOut {
  const channel = (documentId: string) => `guildhall:document:${documentId}`
  return {
    publish(documentId, message) {
      redis.publish(channel(documentId), Buffer.from(encode(redis.nodeId, message))).catch((error: unknown) => {
        // The others read it from the log, at the latest at their next resync.
        log.debug({ err: error, documentId }, 'update not passed on to the other nodes')
      })
    },
    subscribe(documentId, listener) {
      return redis.subscribe(channel(documentId), (bytes) => {
        const { nodeId, message } = decode(bytes)
        if (nodeId !== redis.nodeId) listener(message)
      })
    },
    onGap: (listener) => redis.onReady(listener),
  }
}

function encode(nodeId: string, message: FanOutMessage): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarString(encoder, nodeId)
    switch (message.type) {
      case 'updates':
        encoding.writeVarUint(encoder, UPDATES)
        encoding.writeVarUint(encoder, message.seq)
        encoding.writeVarUint(encoder, message.updates.length)
        for (const update of message.updates) encoding.writeVarUint8Array(encoder, update)
        break
      case 'awareness':
        encoding.writeVarUint(encoder, AWARENESS)
        encoding.writeVarString(encoder, message.owner)
        encoding.writeVarUint8Array(encoder, message.update)
        break
      case 'queryAwareness':
        encoding.writeVarUint(encoder, QUERY_AWARENESS)
        break
    }
  })
}

function decode(bytes: Uint8Array): { nodeId: string; message: FanOutMessage } {
  const decoder = decoding.createDecoder(bytes)
  const nodeId = decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  if (type === QUERY_AWARENESS) return { nodeId, message: { type: 'queryAwareness' } }
  if (type === AWARENESS) {
    const owner = decoding.readVarString(decoder)
    return { nodeId, message: { type: 'awareness', owner, update: decoding.readVarUint8Array(decoder) } }
  }
  const seq = decoding.readVarUint(decoder)
  const updates: Uint8Array[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) updates.push(decoding.readVarUint8Array(decoder))
  return { nodeId, message: { type: 'updates', seq, updates } }
}
