import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Log } from '../platform/log.ts'
import type { RedisConnections } from '../platform/redis.ts'

/** What one node tells the others of a document. Redis only makes it fast: what is lost is read from the log. */
export type FanOutMessage =
  /** `updates` are the last of the log up to `seq`. */
  | { type: 'updates'; seq: number; updates: readonly Uint8Array[] }
  /** As `AwarenessStates.receiveFromNode` takes it. */
  | { type: 'awareness'; states: Uint8Array }
  /** A node that has just opened the document asks who is there. */
  | { type: 'queryAwareness' }

export interface FanOut {
  publish(documentId: string, message: FanOutMessage): void
  /** `onSubscribed` is called once nothing more is missed. @returns a function that ends it. */
  subscribe(
    documentId: string,
    listener: (message: FanOutMessage, nodeId: string) => void,
    onSubscribed: () => void,
  ): () => void
  /** Called when messages may have been missed. @returns a function that ends it. */
  onGap(listener: () => void): () => void
  /** Called when a node has not been heard of for some seconds: it died, or cannot be reached. */
  onNodeGone(listener: (nodeId: string) => void): void
  close(): void
}

const UPDATES = 0
const AWARENESS = 1
const QUERY_AWARENESS = 2

const NODES_CHANNEL = 'guildhall:sync-nodes'
const HEARTBEAT_MS = 1500
const GONE_AFTER_MS = 5000

export function redisFanOut(redis: RedisConnections, log: Log): FanOut {
  const channel = (documentId: string) => `guildhall:document:${documentId}`
  const nodes = new NodeWatch(redis)
  return {
    publish(documentId, message) {
      redis.publish(channel(documentId), Buffer.from(encode(redis.nodeId, message))).catch((error: unknown) => {
        // The others read it from the log, at the latest at their next resync.
        log.debug({ err: error, documentId }, 'update not passed on to the other nodes')
      })
    },
    subscribe(documentId, listener, onSubscribed) {
      const receive = (bytes: Buffer) => {
        const { nodeId, message } = decode(bytes)
        if (nodeId === redis.nodeId) return
        nodes.heard(nodeId)
        listener(message, nodeId)
      }
      return redis.subscribe(channel(documentId), receive, onSubscribed)
    },
    onGap: (listener) => redis.onReady(listener),
    onNodeGone: (listener) => nodes.onGone(listener),
    close: () => nodes.close(),
  }
}

/** Says that this node lives, and notices when another does not any more. */
class NodeWatch {
  readonly #heardAt = new Map<string, number>()
  readonly #listeners = new Set<(nodeId: string) => void>()
  readonly #timer: NodeJS.Timeout
  readonly #unsubscribe: () => void

  constructor(redis: RedisConnections) {
    this.#unsubscribe = redis.subscribe(NODES_CHANNEL, (message) => {
      const nodeId = message.toString()
      if (nodeId !== redis.nodeId) this.heard(nodeId)
    })
    this.#timer = setInterval(() => {
      // Lost with Redis, as everything then is.
      redis.publish(NODES_CHANNEL, Buffer.from(redis.nodeId)).catch(() => {})
      this.#lookForGone()
    }, HEARTBEAT_MS)
    this.#timer.unref()
  }

  heard(nodeId: string): void {
    this.#heardAt.set(nodeId, performance.now())
  }

  onGone(listener: (nodeId: string) => void): void {
    this.#listeners.add(listener)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#unsubscribe()
  }

  #lookForGone(): void {
    const now = performance.now()
    for (const [nodeId, at] of this.#heardAt) {
      if (now - at < GONE_AFTER_MS) continue
      this.#heardAt.delete(nodeId)
      for (const listener of this.#listeners) listener(nodeId)
    }
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
        encoding.writeVarUint8Array(encoder, message.states)
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
    return { nodeId, message: { type: 'awareness', states: decoding.readVarUint8Array(decoder) } }
  }
  const seq = decoding.readVarUint(decoder)
  const updates: Uint8Array[] = []
  // Copied: a view would keep the whole message alive for as long as the document is open.
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    updates.push(decoding.readVarUint8Array(decoder).slice())
  }
  return { nodeId, message: { type: 'updates', seq, updates } }
}
