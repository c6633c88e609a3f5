import { expect, test } from 'vitest'
import type { Compaction, HistorySegment, UpdateLog } from '../../server/sync/update-log.ts'

export interface UpdateLogFixture extends AsyncDisposable {
  log: UpdateLog
  /** Makes documents that updates can be appended to. */
  createDocuments(...ids: string[]): Promise<void>
  createVersion(documentId: string, seq: number): Promise<void>
}

/** What every update log does. */
export function updateLogContract(open: () => Promise<UpdateLogFixture>): void {
  const update = (value: number) => ({ bytes: Uint8Array.of(value), author: 'member' })
  const values = (updates: readonly { bytes: Uint8Array }[] = []) => updates.map(({ bytes }) => [...bytes])
  const segment = (from: number, to: number): HistorySegment => ({
    from,
    to,
    bytes: Uint8Array.of(from, to),
    authorship: Uint8Array.of(7),
  })
  const compaction = (after: number, seq: number, ...segments: HistorySegment[]): Compaction => ({
    after,
    snapshot: { seq, bytes: Uint8Array.of(100 + seq), stateVector: Uint8Array.of(0) },
    segments: segments.length === 0 ? [segment(after + 1, seq)] : segments,
    version: undefined,
  })

  test('S32 sequence numbers are gapless per document, over batches of several documents', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a', 'b')
    const batch = (documentId: string, ...updates: number[]) => ({ documentId, updates: updates.map(update) })
    expect(await log.append([batch('a', 1, 2), batch('b', 3)])).toEqual([2, 1])
    expect(await log.append([batch('b', 4, 5), batch('a', 6)])).toEqual([3, 3])
    expect(await log.readAfter('a', 0, 10)).toEqual([
      { seq: 1, bytes: Uint8Array.of(1) },
      { seq: 2, bytes: Uint8Array.of(2) },
      { seq: 3, bytes: Uint8Array.of(6) },
    ])
    expect(await log.readAfter('b', 1, 1)).toEqual([{ seq: 2, bytes: Uint8Array.of(4) }])
  })

  test('S32 appending at the same time leaves no gap and loses nothing', async () => {
    await using fixture = await open()
    await fixture.createDocuments('a', 'b')
    const appends = Array.from({ length: 50 }, (_, index) =>
      fixture.log.append([
        { documentId: index % 2 === 0 ? 'a' : 'b', updates: [update(index)] },
        { documentId: index % 2 === 0 ? 'b' : 'a', updates: [update(index)] },
      ]),
    )
    await Promise.all(appends)
    for (const id of ['a', 'b']) {
      const all = await fixture.log.readAfter(id, 0, 1000)
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    }
  })

  test('a document that is gone is said to be, and its neighbours are written', async () => {
    await using fixture = await open()
    await fixture.createDocuments('a')
    const result = await fixture.log.append([
      { documentId: 'gone', updates: [update(1)] },
      { documentId: 'a', updates: [update(2)] },
    ])
    expect(result).toEqual([undefined, 1])
    expect(await fixture.log.load('gone')).toBeUndefined()
  })

  test('S35 a document loads as its snapshot and the updates after it', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a')
    await log.append([{ documentId: 'a', updates: [update(1), update(2), update(3)] }])
    expect(await log.compact('a', compaction(0, 2))).toBe(true)
    const stored = await log.load('a')
    expect(stored).toMatchObject({ seq: 3, snapshot: { seq: 2 }, tail: [{ seq: 3, author: 'member' }] })
    expect(values(stored?.tail)).toEqual([[3]])
    expect(values(await log.readAfter('a', 1, 10))).toEqual([[102], [3]])
    expect(values(await log.readAfter('a', 2, 10))).toEqual([[3]])
  })

  test('S34 of two compactions of the same tail one is done', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a')
    await log.append([{ documentId: 'a', updates: [update(1), update(2), update(3)] }])
    const done = await Promise.all([log.compact('a', compaction(0, 2)), log.compact('a', compaction(0, 3))])
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await log.compact('a', compaction(0, 3))).toBe(false)
    expect(await log.append([{ documentId: 'a', updates: [update(4)] }])).toEqual([4])
  })

  test('S81 history holds every update, before and after compaction', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a')
    await log.append([{ documentId: 'a', updates: [1, 2, 3, 4, 5].map(update) }])
    expect(values((await log.history('a', 3)).tail)).toEqual([[1], [2], [3]])
    await log.compact('a', compaction(0, 4, segment(1, 2), segment(3, 4)))
    const history = await log.history('a', 5)
    expect(history.segments).toEqual([segment(1, 2), segment(3, 4)])
    expect(values(history.tail)).toEqual([[5]])
    expect((await log.history('a', 2)).segments).toEqual([segment(1, 2)])
    expect((await log.history('a', 5, 2)).segments.map(({ from }) => from)).toEqual([3])
  })

  test('S80 a version that was named meanwhile is never within a segment', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a')
    await log.append([{ documentId: 'a', updates: [update(1), update(2), update(3)] }])
    await fixture.createVersion('a', 2)
    expect(await log.compact('a', compaction(0, 3))).toBe(false)
    expect(await log.versionsAfter('a', 0)).toMatchObject({ cuts: [2] })
    expect(await log.compact('a', compaction(0, 3, segment(1, 2), segment(3, 3)))).toBe(true)
    expect(await log.versionsAfter('a', 3)).toMatchObject({ cuts: [] })
  })

  test('S80 a compaction may make an automatic version', async () => {
    await using fixture = await open()
    const { log } = fixture
    await fixture.createDocuments('a')
    expect(await log.versionsAfter('a', 0)).toEqual({ cuts: [], lastAt: undefined })
    await log.append([{ documentId: 'a', updates: [update(1)] }])
    await log.compact('a', { ...compaction(0, 1), version: { id: 'v', at: 42 } })
    expect(await log.versionsAfter('a', 0)).toEqual({ cuts: [1], lastAt: 42 })
  })

  test('a new document is empty', async () => {
    await using fixture = await open()
    await fixture.createDocuments('a')
    expect(await fixture.log.load('a')).toEqual({ seq: 0, snapshot: undefined, tail: [] })
  })
}
