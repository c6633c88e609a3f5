import { expect } from 'vitest'
import * as Y from 'yjs'
import { documentEndpoints } from '../../shared/documents.ts'
import type { TestHub, TestMember } from './start-hub.ts'
import { connect, eventually, openSocket, savedCounts, updateFrame } from './sync-client.ts'

/** Changes a document as a member's browser does, and returns when it is saved. `doc`: of an earlier write. */
export async function writeAs(
  hub: TestHub,
  member: TestMember,
  documentId: string,
  work: (doc: Y.Doc) => void,
): Promise<void> {
  const { secret: token } = await member.token('sync:write')
  const provider = connect(hub, documentId, { token })
  await eventually(() => expect(provider.synced).toBe(true))
  const { doc } = provider
  const socket = await openSocket(hub, documentId, { token, saved: '1' })
  const saved = savedCounts(socket)
  let sent = 0
  provider.disconnect()
  doc.on('update', (update: Uint8Array) => {
    sent += 1
    socket.send(updateFrame(update))
  })
  doc.transact(() => work(doc))
  await eventually(() => expect(saved.at(-1) ?? 0).toBe(sent))
  socket.close()
  provider.destroy()
}

/** Adds paragraphs at the end of a text document; `{ mention }` names a member. */
export function paragraph(doc: Y.Doc, ...parts: (string | { mention: string; label: string })[]): void {
  const made = new Y.XmlElement('paragraph')
  made.insert(
    0,
    parts.map((part) => {
      if (typeof part === 'string') return new Y.XmlText(part)
      const mention = new Y.XmlElement('mention')
      mention.setAttribute('id', part.mention)
      mention.setAttribute('label', part.label)
      mention.setAttribute('kind', 'member')
      return mention
    }),
  )
  const body = doc.getXmlFragment('body')
  body.insert(body.length, [made])
}

export async function newDocument(
  hub: TestHub,
  kind: 'board' | 'text',
  title: string,
  visibility: 'community' | 'private' = 'community',
  member: TestMember = hub.owner,
): Promise<string> {
  const { id } = await member.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind, title, visibility },
  })
  return id
}
