import { once } from 'node:events'
import { ChatFeed } from '../../bots/chats/chat-feed.ts'
import { ChatFiles } from '../../bots/chats/chat-files.ts'
import { heard } from '../../bots/chats/chat-platform.ts'
import { DeliveryLoop, TAKES } from '../../bots/delivery-loop.ts'
import { renderChatPost } from '../../bots/discord/render-chat.ts'
import { BotSocket } from '../../shared/bot-socket.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { type Carrier, type Handed, LINKS, sleep } from './carrying.ts'
import { channel, GUILD } from './channels.ts'
import { Forked } from './forked.ts'
import type { HubWhere } from './servers/hub.ts'

const QUIET = { error: console.error, warn: () => {}, info: () => {}, debug: () => {} }

/** All the way between the platform's SDK and itself: the bot is here, and the hub in a process of its own. */
export async function hubCarrier(engineUrl: string, handed: Handed): Promise<Carrier> {
  const server = new Forked('hub.js', [engineUrl])
  const { url: hubUrl, token } = await server.hears<HubWhere>()
  const socket = new BotSocket({ hubUrl, token, platform: 'discord' })
  await once(socket.socket as unknown as NodeJS.EventEmitter, 'connect')
  let posted = 0
  const loop = new DeliveryLoop({
    hub: socket,
    log: QUIET,
    platform: {
      canSend: true,
      send: ({ content, target }) => {
        posted += 1
        const parts = content.type === 'chat_post' ? renderChatPost(content, GUILD) : []
        const channelId = target.kind === 'channel' ? target.channelId : ''
        handed(parts.map(({ content: part }) => part).join(' '), channelId)
        const messageId = `9${String(posted).padStart(18, '0')}`
        return Promise.resolve({ status: 'sent', receipt: { parts: [{ channelId, messageId }] } })
      },
    },
  })
  socket.socket.on('deliveries:available', () => loop.wake())
  socket.socket.on('deliveries:leased', (deliveries) => loop.take(deliveries))
  const askedAt = performance.now()
  loop.accept(await socket.request('hello', { name: 'bench', workspaces: [], inviteUrl: null, ...TAKES }), askedAt)
  const files = new ChatFiles({ hubUrl, token, platform: 'discord', log: QUIET })
  const caughtUp: number[] = []
  const missed = () => {
    caughtUp.push(performance.now())
    return Promise.resolve([])
  }
  const feeds = Array.from({ length: LINKS }, (_, link) => {
    return new ChatFeed(channel(link, 'en'), { hub: socket, files, log: QUIET, platform: { missed } })
  })
  for (const feed of feeds) feed.catchUp()
  // What is heard before is read from the platform, which here has nothing.
  while (caughtUp.length < LINKS) await sleep(10)
  return {
    tell(link, words, at) {
      feeds[link]?.hear(
        heard({
          kind: 'posted',
          message: {
            messageId: `8${String(at).padStart(18, '0')}`,
            placeId: channel(link, 'en').channelId,
            author: { personId: `P${at % 37}`, name: `Person ${at % 37}`, imageUrl: null },
            markdown: render(scan(words, 'discord'), 'discord', 'markdown'),
            sentAt: Date.now(),
            threadId: null,
            replyToId: null,
            title: null,
            files: [],
            lostFiles: [],
          },
        }),
      )
    },
    calls: () => server.calls(),
    async [Symbol.asyncDispose]() {
      for (const feed of feeds) await feed.close()
      await loop[Symbol.asyncDispose]()
      socket.close()
      await server.end()
    },
  }
}
