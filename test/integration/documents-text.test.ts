import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { documentEndpoints } from '../../shared/documents.ts'
import { BODY, readBody } from '../../shared/document-text/body.ts'
import { suggestionId } from '../../shared/document-text/suggestion-marks.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { connect, eventually, textDocument } from '../helpers/sync-client.ts'

async function read(hub: TestHub, documentId: string, format: 'markdown' | 'html' | 'plain' = 'markdown') {
  const params = { documentId }
  return (await hub.owner.api.call(documentEndpoints.readText, { params, query: { format } })).text
}

async function live(hub: TestHub, documentId: string, member: TestMember = hub.owner): Promise<Y.Doc> {
  const { secret: token } = await member.token('sync:write')
  const provider = connect(hub, documentId, { token })
  await eventually(() => expect(provider.synced).toBe(true))
  return provider.doc
}

const RICH = `# Plan

See [@Bo](/members#m1), the [Spec](/documents/d1) and **this**.

- [ ] ask
- [x] listen

1. one
2. two

| What | Pay |
| ---- | --- |
| Day  | 400 |

\`\`\`ts
const a = 1 < 2
\`\`\`

> quote

![A map](/api/attachments/a1)
`

test('Markdown that goes in comes out the same: headings, lists, tasks, tables, code, quotes, pictures, mentions', async () => {
  await using hub = await startHub()
  const { id } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'text', title: 'Plan', markdown: RICH },
  })
  const markdown = await read(hub, id)
  const squeezed = (text: string) =>
    text
      .replaceAll(/\n{2,}/g, '\n\n')
      .replaceAll(/ +\|/g, ' |')
      .replaceAll(/-+ \|/g, '- |')
  expect(squeezed(markdown)).toBe(squeezed(RICH))
  await hub.owner.api.call(documentEndpoints.replaceText, { params: { documentId: id }, body: { markdown } })
  expect(await read(hub, id)).toBe(markdown)
})

test('HTML that comes out runs nothing, whatever went in by Markdown or by a client of its own', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const markdown =
    '<script>alert(1)</script>\n\n[press](javascript:alert(1)) ![x](javascript:alert(2)) ![y](https://example.org/y.png) <b onclick="x">b</b>'
  await hub.owner.api.call(documentEndpoints.appendText, { params: { documentId }, body: { markdown } })
  const doc = await live(hub, documentId)
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  text.insert(0, 'evil', { link: { href: 'JAVASCRIPT:alert(3)', target: '"><img src=x onerror=alert(4)>' } })
  paragraph.insert(0, [text])
  doc.getXmlFragment(BODY).push([paragraph])
  await eventually(async () => expect(await read(hub, documentId, 'html')).toContain('evil'))
  const html = await read(hub, documentId, 'html')
  expect(html).not.toMatch(/<script|<b |"?javascript|<img src=x/i)
  expect(html).toContain('&lt;script&gt;')
})

test('what is appended or replaced over the API merges with what people write meanwhile', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const params = { documentId }
  await hub.owner.api.call(documentEndpoints.appendText, { params, body: { markdown: 'First.\n\nSecond.' } })
  const doc = await live(hub, documentId)
  const body = doc.getXmlFragment(BODY)
  const words = (body.get(0) as Y.XmlElement).get(0) as Y.XmlText
  await Promise.all([
    hub.owner.api.call(documentEndpoints.appendText, { params, body: { markdown: '## Third' } }),
    Promise.resolve(words.insert(words.length, ' By hand.')),
  ])
  await eventually(async () => expect(await read(hub, documentId)).toBe('First. By hand.\n\nSecond.\n\n## Third\n'))
  await hub.owner.api.call(documentEndpoints.replaceText, { params, body: { markdown: 'First. By hand.\n\nInstead.' } })
  await eventually(() => expect(readBody(doc).textContent).toBe('First. By hand.Instead.'))
  // The block that stayed the same is still the one that somebody may be writing in.
  expect(words.parent).not.toBeNull()
  expect(words.toString()).toBe('First. By hand.')
})

test('a suggestion is not in what is exported, split and joined paragraphs included', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const doc = await live(hub, documentId)
  const id = suggestionId(hub.owner.member.id, 1, 'x')
  const suggested = (kind: 'insertion' | 'deletion') => ({ [kind]: { id } })
  const paragraph = (...parts: [string, object?][]) => {
    const element = new Y.XmlElement('paragraph')
    const text = new Y.XmlText()
    text.applyDelta(parts.map(([insert, attributes = {}]) => ({ insert, attributes })))
    element.insert(0, [text])
    return element
  }
  doc
    .getXmlFragment(BODY)
    .push([
      paragraph(
        ['Pay ', {}],
        ['late', suggested('deletion')],
        ['early', suggested('insertion')],
        ['.\u200B', suggested('insertion')],
      ),
      paragraph(['\u200BNew.', suggested('insertion')]),
      paragraph(['\u200B', suggested('insertion')], [' Always.', {}]),
    ])
  await eventually(async () => expect(await read(hub, documentId)).toBe('Pay late Always.\n'))
  expect(await read(hub, documentId, 'html')).toBe('<p>Pay late Always.</p>')
})

test('reading needs read, writing needs write, and a board has no text', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const params = { documentId }
  const guest = await hub.createMember({ role: 'guest' })
  await expect(guest.api.call(documentEndpoints.readText, { params })).rejects.toMatchObject({ code: 'not_found' })
  const body = { memberId: guest.member.id, access: 'read' as const }
  await hub.owner.api.call(documentEndpoints.grant, { params, body })
  await expect(guest.api.call(documentEndpoints.readText, { params })).resolves.toMatchObject({ title: 'Spec' })
  await expect(guest.api.call(documentEndpoints.appendText, { params, body: { markdown: 'x' } })).rejects.toMatchObject(
    { code: 'forbidden' },
  )
  const board = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title: 'Plan' },
  })
  await expect(
    hub.owner.api.call(documentEndpoints.readText, { params: { documentId: board.id } }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
})

test('a link preview reads a page’s title, and reaches no private address', async () => {
  await using hub = await startHub()
  const params = { documentId: await textDocument(hub) }
  const answer = await hub.owner.api.call(documentEndpoints.previewLink, {
    params,
    query: { url: `${hub.url}/healthz` },
  })
  expect(answer).toMatchObject({ title: null, description: null, site: '127.0.0.1' })
  const host = new URL(hub.url).host
  await using open = await startHub({ env: { FEED_ALLOW_HOSTS: host } })
  const allowed = await open.owner.api.call(documentEndpoints.previewLink, {
    params: { documentId: await textDocument(open) },
    query: { url: hub.url },
  })
  expect(allowed.title).toBe('Guildhall')
})
