import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { startHub } from '../helpers/start-hub.ts'
import { connect, eventually, openSocket, received, savedCounts, step1Frame, writer } from '../helpers/sync-client.ts'

test('S60 a reader that does not drain costs a bounded amount, and is brought up to date when it reads again', async () => {
  await using hub = await startHub({ env: { SYNC_MAX_BUFFER_MB: '0.25' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const slow = await openSocket(hub, 'shared', { token })
  const replica = received(slow)
  slow.send(step1Frame(Uint8Array.of(0)))
  const socket = await openSocket(hub, 'shared', { token, saved: '1' })
  const saved = savedCounts(socket)
  slow.pause()
  const doc = writer(socket)
  const map = doc.getMap('m')
  const chunk = 'x'.repeat(100_000)
  // More than the kernel takes for it, by far.
  for (let count = 1; count <= 300; count += 1) map.set('k', `${count}${chunk}`)
  await eventually(() => expect(saved.at(-1)).toBe(300))
  const metrics = await (await fetch(`${hub.url}/metrics`)).text()
  expect(metrics).toMatch(/guildhall_sync_behind_total [1-9]/)
  const sent = Number(/guildhall_sync_bytes_out_total (\d+)/.exec(metrics)?.[1])
  expect(sent).toBeLessThan(15_000_000)
  slow.resume()
  await eventually(() => expect(Y.encodeStateVector(replica)).toEqual(Y.encodeStateVector(doc)))
  expect(replica.getMap('m').get('k')).toBe(`300${chunk}`)
  // And goes on as before.
  map.set('k', 'the end')
  await eventually(() => expect(replica.getMap('m').get('k')).toBe('the end'))
})

test('S95 metrics tell what is open, in and out, without an id in a label', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const first = connect(hub, 'document-of-metrics', { token })
  const second = connect(hub, 'document-of-metrics', { token })
  await eventually(() => expect(first.synced && second.synced).toBe(true))
  first.doc.getText('t').insert(0, 'counted')
  await eventually(() => expect(second.doc.getText('t').toString()).toBe('counted'))
  await eventually(async () => {
    const metrics = await (await fetch(`${hub.url}/metrics`)).text()
    expect(metrics).toContain('guildhall_sync_documents 1')
    expect(metrics).toContain('guildhall_sync_sockets 2')
    expect(metrics).toContain('guildhall_sync_updates_total 1')
    expect(metrics).toContain('guildhall_sync_relay_seconds_count 1')
    expect(metrics).toContain('guildhall_sync_queue_bytes 0')
    for (const name of ['bytes_in_total', 'bytes_out_total', 'commit_seconds_count']) {
      expect(metrics).toMatch(new RegExp(`guildhall_sync_${name} [1-9]`))
    }
    expect(metrics).not.toContain('document-of-metrics')
  })
})
