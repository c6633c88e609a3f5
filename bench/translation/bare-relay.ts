import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { listen } from '../../server/platform/http/listen.ts'
import { openSqlite } from '../../server/platform/sqlite.ts'
import { INSTRUCTIONS, promptOf, SCHEMA } from '../../server/translation/engines/prompt.ts'
import { type Carrier, type Handed, LINKS, TARGETS } from './carrying.ts'

interface Copy {
  id: number
  target: string
  text: string
}

/**
 * The least that keeps the same promise with the same parts: a message is stored before it is acknowledged, its copies
 * before they are sent, and that they were, all with an fsync; in order in each conversation. It translates the text as it
 * stands, and knows no markup, links, people, rooms, memory, budget, ledger, edits or faults. What it takes is what this
 * machine takes for the way alone.
 */
export async function bareRelay(engineUrl: string, handed: Handed): Promise<Carrier> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-relay-'))
  const database = openSqlite(join(folder, 'relay.sqlite'))
  database.exec('create table messages (id integer primary key, link integer, text text)')
  database.exec('create table copies (id integer primary key, message integer, target text, text text, sent integer)')
  const keep = database.prepare('insert into messages (link, text) values (?, ?)')
  const copy = database.prepare('insert into copies (message, target, text, sent) values (?, ?, ?, 0)')
  const settle = database.prepare('update copies set sent = 1 where id = ?')
  const model = new OpenAI({ baseURL: engineUrl, apiKey: 'none', maxRetries: 0 })
  const translate = async (text: string): Promise<string[]> => {
    const jobs = TARGETS.map((to) => {
      return { communityId: '', roomId: undefined, purpose: 'bench', from: 'en', to, segments: [text], context: [] }
    })
    const stream = await model.chat.completions.create({
      model: 'stand-in',
      stream: true,
      messages: [
        { role: 'system', content: INSTRUCTIONS },
        { role: 'user', content: promptOf(jobs) },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: SCHEMA } },
    })
    let said = ''
    for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? ''
    const { items } = JSON.parse(said) as { items: { segments: string[] }[] }
    return items.map(({ segments }) => segments.join(' '))
  }

  const http = createServer()
  const hub = new Server(http, { transports: ['websocket'] })
  const order = Array.from({ length: LINKS }, () => Promise.resolve())
  hub.on('connection', (socket) => {
    socket.on('tell', (link: number, text: string, acknowledge: () => void) => {
      const { lastInsertRowid } = keep.run(link, text)
      acknowledge()
      const translating = translate(text)
      const before = order[link] ?? Promise.resolve()
      order[link] = before.then(async () => {
        const translated = await translating
        database.exec('begin immediate')
        const copies = translated.map((words, index): Copy => {
          const target = TARGETS[index] ?? ''
          return { id: Number(copy.run(lastInsertRowid, target, words).lastInsertRowid), target, text: words }
        })
        database.exec('commit')
        socket.emit('copies', copies)
      })
    })
    socket.on('sent', (ids: number[], acknowledge: () => void) => {
      database.exec('begin immediate')
      for (const id of ids) settle.run(id)
      database.exec('commit')
      acknowledge()
    })
  })
  const port = await listen(http, 0, '127.0.0.1')
  const bot = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] })
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
    async [Symbol.asyncDispose]() {
      bot.close()
      await hub.close()
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
