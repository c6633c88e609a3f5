import { once } from 'node:events'
import { io } from 'socket.io-client'
import type { Carrier, Handed } from './carrying.ts'
import { Forked } from './forked.ts'
import type { Copy } from './servers/relay.ts'

/**
 * The least that keeps the same promise with the same parts: a message is stored before it is acknowledged, its copies
 * before they are sent, and that they were, all with an fsync; in order in each conversation. What it takes is what this
 * machine takes for the way alone.
 */
export async function bareRelay(engineUrl: string, handed: Handed): Promise<Carrier> {
  const server = new Forked('relay.js', [engineUrl])
  const { url } = await server.hears<{ url: string }>()
  const bot = io(url, { transports: ['websocket'] })
  bot.on('copies', (copies: Copy[]) => {
    for (const { text, target } of copies) handed(text, target)
    void bot.emitWithAck(
      'sent',
      copies.map(({ id }) => id),
    )
  })
  await once(bot as unknown as NodeJS.EventEmitter, 'connect')
  return {
    tell: (link, words) => void bot.emitWithAck('tell', link, words),
    calls: () => server.calls(),
    async [Symbol.asyncDispose]() {
      bot.close()
      await server.end()
    },
  }
}
