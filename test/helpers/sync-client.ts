import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { documentEndpoints } from '../../shared/documents.ts'
import { FRAME, SYNC } from '../../shared/collab-protocol.ts'
import type { TestHub, TestMember } from './start-hub.ts'

interface CollabDoor {
  collabUrl: string
}

/** The stock y-websocket client, destroyed when the test ends. `params`: of the handshake, the token among them. */
export function connect(
  hub: CollabDoor,
  documentId: string,
  params: Record<string, string>,
  doc = new Y.Doc(),
): WebsocketProvider {
  const provider = new WebsocketProvider(hub.collabUrl, documentId, doc, {
    params,
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  onTestFinished(() => provider.destroy())
  return provider
}

/** A socket without a Yjs client behind it, cut when the test ends. */
export function rawSocket(
  hub: CollabDoor,
  documentId: string,
  params: Record<string, string>,
  headers: Record<string, string> = {},
): WebSocket {
  const socket = new WebSocket(`${hub.collabUrl}/${documentId}?${new URLSearchParams(params).toString()}`, { headers })
  socket.binaryType = 'nodebuffer'
  socket.on('error', () => {})
  onTestFinished(() => socket.terminate())
  return socket
}

/** As `rawSocket`, once it is open. */
export async function openSocket(...args: Parameters<typeof rawSocket>): Promise<WebSocket> {
  const socket = rawSocket(...args)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

/** Resolves once the assertion holds; patient, because many hubs share few cores here. */
export function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 20_000, interval: 20 })
}

export function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

/** Status of a handshake that was refused. */
export function refusalStatus(socket: WebSocket): Promise<number | undefined> {
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode))
  })
}

/** What the hub has said is saved, in order. */
export function savedCounts(socket: WebSocket): number[] {
  const counts: number[] = []
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data)
    if (decoding.readVarUint(decoder) === FRAME.saved) counts.push(decoding.readVarUint(decoder))
  })
  return counts
}

/** The document as a socket has received it so far. */
export function received(socket: WebSocket): Y.Doc {
  const doc = new Y.Doc()
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data)
    if (decoding.readVarUint(decoder) !== FRAME.sync || decoding.readVarUint(decoder) === SYNC.step1) return
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
  })
  return doc
}

/** A document whose edits go out over the socket, as a client's do. */
export function writer(socket: WebSocket): Y.Doc {
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)))
  return doc
}

export async function textDocument(hub: TestHub, member: TestMember = hub.owner): Promise<string> {
  const { id } = await member.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'text', title: 'Spec' },
  })
  return id
}

export function textUpdate(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(SYNC.step1, stateVector)
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(SYNC.step2, update)
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC.update, update)

export function awarenessFrame(clientId: number, clock: number, state: unknown): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })
}

function syncFrame(kind: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}
