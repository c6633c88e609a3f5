import { Redis } from 'ioredis'
import type { Log } from './log.ts'
import { newId } from './ids.ts'

/** Fan-out between the processes of one hub. Pub/sub loses messages in an outage, so nothing may depend on it alone. */
export interface RedisConnections {
  /** Tells this process's own messages apart. */
  readonly nodeId: string
  readonly commands: Redis
  publish(channel: string, message: Buffer): Promise<void>
  /** `onSubscribed` is called once nothing more is missed. @returns a function that ends it. */
  subscribe(channel: string, listener: (message: Buffer) => void, onSubscribed?: () => void): () => void
  /** Called on every (re)connect of the subscriber: what was said meanwhile was missed. */
  onReady(listener: () => void): () => void
  isReady(): boolean
  close(): Promise<void>
}

export function connectRedis(url: string, log: Log): RedisConnections {
  // Without an offline queue a publish fails at once in an outage, instead of piling up in memory.
  const commands = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy })
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, retryStrategy })
  const listeners = new Map<string, Set<(message: Buffer) => void>>()
  const readyListeners = new Set<() => void>()
  let down = false
  for (const connection of [commands, subscriber]) {
    connection.on('error', (error: Error) => {
      if (!down) log.warn({ err: error }, 'redis is away; this process goes on alone until it is back')
      down = true
    })
  }
  subscriber.on('ready', () => {
    if (down) log.info('redis is back')
    down = false
    for (const listener of readyListeners) listener()
  })
  subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => {
    for (const listener of listeners.get(channel.toString()) ?? []) listener(message)
  })
  return {
    nodeId: newId(),
    commands,
    async publish(channel, message) {
      await commands.publish(channel, message)
    },
    subscribe(channel, listener, onSubscribed = () => {}) {
      const set = listeners.get(channel) ?? new Set()
      set.add(listener)
      listeners.set(channel, set)
      // A failed one is done again by ioredis on the next 'ready', which is told to all.
      if (set.size === 1) subscriber.subscribe(channel).then(onSubscribed, () => {})
      else onSubscribed()
      return () => {
        set.delete(listener)
        if (set.size > 0) return
        listeners.delete(channel)
        subscriber.unsubscribe(channel).catch(() => {})
      }
    },
    onReady(listener) {
      readyListeners.add(listener)
      return () => void readyListeners.delete(listener)
    },
    isReady: () => commands.status === 'ready' && subscriber.status === 'ready',
    async close() {
      commands.disconnect()
      subscriber.disconnect()
    },
  }
}

function retryStrategy(times: number): number {
  return Math.min(times * 100, 2000)
}
