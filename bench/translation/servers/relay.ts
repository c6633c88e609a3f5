/**
 * The server of the bare relay, in a process of its own; its argument is where the engine is. It translates the text as it
 * stands, and knows no markup, links, people, rooms, memory, budget, ledger, edits or faults.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { Server } from 'socket.io'
import { listen } from '../../../server/platform/http/listen.ts'
import { openSqlite } from '../../../server/platform/sqlite.ts'
import { INSTRUCTIONS, promptOf, SCHEMA } from '../../../server/translation/engines/prompt.ts'
import { LINKS, type OwnCall, TARGETS } from '../carrying.ts'
import { serve } from '../forked.ts'

export interface Copy {
  id: number
  target: string
  text: string
}

const folder = mkdtempSync(join(tmpdir(), 'bare-relay-'))
const database = openSqlite(join(folder, 'relay.sqlite'))
database.exec('create table messages (id integer primary key, link integer, text text)')
database.exec('create table copies (id integer primary key, message integer, target text, text text, sent integer)')
const keep = database.prepare('insert into messages (link, text) values (?, ?)')
const copy = database.prepare('insert into copies (message, target, text, sent) values (?, ?, ?, 0)')
const settle = database.prepare('update copies set sent = 1 where id = ?')
const model = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 })
const calls: OwnCall[] = []
const translate = async (text: string): Promise<string[]> => {
  const began = performance.now()
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
  calls.push({ ms: performance.now() - began, endedAt: Date.now() })
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
const toldCalls = () => Promise.resolve(calls)
serve({ url: `http://127.0.0.1:${port}` }, toldCalls, async () => {
  await hub.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})
