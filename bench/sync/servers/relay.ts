import { createServer } from 'node:http'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type WebSocket, WebSocketServer } from 'ws'
import { listen } from '../../../server/platform/http/listen.ts'
import { announce, argument } from './announce.ts'

/**
 * Relays that do no sync at all, as limits of what can be: every frame goes to all other sockets of its path.
 * `--mode`: 'socket' sends to each socket; 'frame' builds the frame once; 'tick' and '16ms' also join the frames of a turn of
 * the event loop, or of 16 ms, into one write; 'logged' does as 'tick' and keeps every frame, ten fsyncs a second in a thread.
 */
const mode = argument('mode')
const log = mode === 'logged' ? openLog(join(argument('folder'), 'log.db')) : undefined
const rooms = new Map<string, Room>()

interface Room {
  path: string
  sockets: Map<WebSocket, NodeJS.WritableStream>
  queue: { frame: Buffer; from: WebSocket }[]
}

const http = createServer()
const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, skipUTF8Validation: true })
http.on('upgrade', (request, raw, head) => {
  server.handleUpgrade(request, raw, head, (socket) => {
    const path = request.url ?? '/'
    const room = rooms.get(path) ?? { path, sockets: new Map(), queue: [] }
    rooms.set(path, room)
    room.sockets.set(socket, raw)
    socket.on('error', () => {})
    socket.on('close', () => room.sockets.delete(socket))
    socket.on('message', (data: Buffer) => relay(room, data, socket))
  })
})
announce({ url: `ws://127.0.0.1:${await listen(http, 0, '127.0.0.1')}`, query: '' })
process.once('SIGTERM', () => process.exit(0))

function relay(room: Room, data: Buffer, from: WebSocket): void {
  log?.(room.path, data)
  if (mode === 'socket') {
    for (const socket of room.sockets.keys()) if (socket !== from) socket.send(data)
    return
  }
  const frame = frameOf(data)
  if (mode === 'frame') {
    for (const [socket, raw] of room.sockets) if (socket !== from) raw.write(frame)
    return
  }
  room.queue.push({ frame, from })
  if (room.queue.length > 1) return
  if (mode === '16ms') setTimeout(() => flush(room), 16)
  else setImmediate(() => flush(room))
}

/** As little as an edit can cost that survives a power cut. */
function openLog(file: string): (path: string, bytes: Buffer) => void {
  const worker = new Worker(new URL('relay-log.worker.js', import.meta.url), { workerData: { file } })
  let waiting: { path: string; bytes: Buffer }[] = []
  return (path, bytes) => {
    waiting.push({ path, bytes })
    if (waiting.length > 1) return
    setTimeout(() => {
      worker.postMessage(waiting)
      waiting = []
    }, 100)
  }
}

function flush(room: Room): void {
  const { queue } = room
  room.queue = []
  const all = Buffer.concat(queue.map(({ frame }) => frame))
  const senders = new Set(queue.map(({ from }) => from))
  for (const [socket, raw] of room.sockets) {
    if (!senders.has(socket)) raw.write(all)
    else raw.write(Buffer.concat(queue.filter(({ from }) => from !== socket).map(({ frame }) => frame)))
  }
}

function frameOf(data: Buffer): Buffer {
  if (data.length < 126) return Buffer.concat([Buffer.from([0x82, data.length]), data])
  if (data.length < 65_536) return Buffer.concat([Buffer.from([0x82, 126, data.length >> 8, data.length & 255]), data])
  const header = Buffer.alloc(10)
  header[0] = 0x82
  header[1] = 127
  header.writeBigUInt64BE(BigInt(data.length), 2)
  return Buffer.concat([header, data])
}
