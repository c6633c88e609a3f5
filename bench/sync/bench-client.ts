import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import * as Y from 'yjs'
import type { RunningServer } from './running-server.ts'
import type { WireMessage } from './wire.ts'

const STEP1 = 0
const STEP2 = 1
const UPDATE = 2
const FIRST_SYNC_MS = 60_000

/**
 * A WebSocket client that costs next to nothing, so that on a small machine the server is what is measured: it masks with
 * zeros, which leaves the bytes as they are, and reads frames in place.
 */
export class BenchClient {
  readonly #server: RunningServer
  readonly #documentId: string
  readonly #socket: Socket
  /** What has come of a frame, and how much it takes to be whole: a long one is put together once. */
  #rest: Buffer[] = []
  #restBytes = 0
  #wanted = 0
  /** Called for each message; the bytes are valid during the call. */
  onMessage: (message: WireMessage) => void = () => {}
  /** Called for each message instead, undecoded, where only the number counts. */
  onRaw: ((bytes: Buffer) => void) | undefined

  private constructor(server: RunningServer, documentId: string, socket: Socket) {
    this.#server = server
    this.#documentId = documentId
    this.#socket = socket
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', () => {})
  }

  static async open(server: RunningServer, documentId: string): Promise<BenchClient> {
    const url = new URL(server.urlOf(documentId))
    const socket = connect(Number(url.port), url.hostname)
    socket.setNoDelay(true)
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
    const early = await new Promise<Buffer>((resolve, reject) => {
      socket.once('error', reject)
      socket.once('data', (chunk) => {
        const end = chunk.indexOf('\r\n\r\n')
        if (chunk.toString('latin1', 9, 12) === '101') resolve(chunk.subarray(end + 4))
        else reject(new Error(chunk.toString('latin1', 0, end)))
      })
    })
    const client = new BenchClient(server, documentId, socket)
    for (const message of server.kind.wire.hello(documentId)) client.#send(message)
    if (early.length > 0) client.#read(early)
    return client
  }

  /** Joins for good: asks for the document, and waits for it where the server has one. */
  static async join(server: RunningServer, documentId: string): Promise<BenchClient> {
    const client = await BenchClient.open(server, documentId)
    if (server.kind.syncs) await client.firstSync()
    return client
  }

  /** @returns the whole document, as the server sends it first. */
  async firstSync(): Promise<Uint8Array> {
    const before = this.onMessage
    const synced = new Promise<Uint8Array>((resolve, reject) => {
      setTimeout(() => reject(new Error('no first sync')), FIRST_SYNC_MS).unref()
      this.onMessage = (message) => {
        if (message.type === 'sync' && message.kind === STEP2) resolve(message.bytes.slice())
      }
    })
    this.sync(STEP1, Y.encodeStateVector(new Y.Doc()))
    const bytes = await synced
    this.onMessage = before
    return bytes
  }

  sync(kind: number, bytes: Uint8Array): void {
    this.#send(this.#server.kind.wire.sync(this.#documentId, kind, bytes))
  }

  update(bytes: Uint8Array): void {
    this.sync(UPDATE, bytes)
  }

  awareness(update: Uint8Array): void {
    this.#send(this.#server.kind.wire.awareness(this.#documentId, update))
  }

  /** Stops reading, and with it the server's writes once the kernel's buffers are full. */
  pause(): void {
    this.#socket.pause()
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Resolves when what was sent has left this process. */
  async drained(): Promise<void> {
    if (this.#socket.writableNeedDrain) await new Promise((resolve) => this.#socket.once('drain', resolve))
  }

  #send(payload: Uint8Array): void {
    const long = payload.length >= 126
    const wide = payload.length >= 65_536
    const header = Buffer.alloc((wide ? 10 : long ? 4 : 2) + 4)
    header[0] = 0x82
    header[1] = 0x80 | (wide ? 127 : long ? 126 : payload.length)
    if (wide) header.writeBigUInt64BE(BigInt(payload.length), 2)
    else if (long) header.writeUInt16BE(payload.length, 2)
    this.#socket.write(Buffer.concat([header, payload]))
  }

  #read(chunk: Buffer): void {
    this.#rest.push(chunk)
    this.#restBytes += chunk.length
    if (this.#restBytes < this.#wanted) return
    let bytes = this.#rest.length === 1 ? chunk : Buffer.concat(this.#rest)
    for (;;) {
      const frame = frameAt(bytes)
      this.#wanted = frame?.end ?? 0
      if (frame === undefined || bytes.length < frame.end) break
      if (frame.opcode === 2) {
        const payload = bytes.subarray(frame.start, frame.end)
        if (this.onRaw === undefined) this.onMessage(this.#server.kind.wire.read(payload))
        else this.onRaw(payload)
      } else if (frame.opcode === 9) {
        this.#socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
      }
      bytes = bytes.subarray(frame.end)
    }
    this.#rest = bytes.length === 0 ? [] : [bytes]
    this.#restBytes = bytes.length
  }
}

/** Of the frame that begins here, also while its end is still to come; undefined: not even its header is whole. */
function frameAt(bytes: Buffer): { opcode: number; start: number; end: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = (bytes[1] ?? 0) & 127
  const start = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < start) return undefined
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  return { opcode: (bytes[0] ?? 0) & 15, start, end: start + length }
}
