import * as Y from 'yjs'

/** Updates with every kind of content that Yjs has. */
export function variedUpdates(): Uint8Array[] {
  const doc = new Y.Doc()
  const all: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => all.push(update))
  const text = doc.getText('t')
  text.insert(0, 'plain, ünïcödé, 😀')
  text.format(0, 5, { bold: true })
  text.insertEmbed(3, { image: 'x' })
  text.delete(1, 6)
  const map = doc.getMap('m')
  map.set('a', { deep: [1, -2, 2.5, null, undefined, true, 'text', new Uint8Array(3), 12_345_678_901n] })
  map.set('a', 'again')
  map.set('nested', new Y.Map([['k', new Y.Array()]]))
  map.set('xml', new Y.XmlElement('paragraph'))
  map.set('doc', new Y.Doc())
  map.delete('nested')
  doc.getArray('l').insert(0, [1, 'two', new Uint8Array(9), new Y.Text('inner')])
  doc.getArray('l').delete(0, 2)
  all.push(Y.encodeStateAsUpdate(doc), Y.mergeUpdates(all))
  return all
}

/** The bytes with one to three places changed, dropped, doubled or cut. `random`: 0 to 1. */
export function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = [...bytes]
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const at = Math.floor(random() * copy.length)
    const roll = random()
    if (roll < 0.5) copy[at] = Math.floor(random() * 256)
    else if (roll < 0.65) copy.splice(at, 1 + Math.floor(random() * 4))
    else if (roll < 0.8) copy.splice(at, 0, Math.floor(random() * 256))
    else if (roll < 0.9) copy.length = at
    else copy[at] = (copy[at] ?? 0) | 0x80
  }
  return Uint8Array.from(copy)
}

/** Mulberry32: the same seed, the same numbers. */
export function randomness(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
