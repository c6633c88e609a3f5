import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** Someone who types: each edit is one small update. */
export class Typist {
  readonly doc = new Y.Doc()
  readonly #text = this.doc.getText('t')
  #last: Uint8Array = new Uint8Array()

  constructor() {
    this.doc.on('update', (update: Uint8Array) => (this.#last = update))
  }

  get clientId(): number {
    return this.doc.clientID
  }

  /** @returns the update of one more edit. */
  type(): Uint8Array {
    this.#text.insert(this.#text.length, 'ab')
    return this.#last
  }
}

/** @returns who made an update of one client, and at which of their clocks. */
export function signatureOf(update: Uint8Array): { clientId: number; clock: number } {
  const decoder = decoding.createDecoder(update)
  decoding.readVarUint(decoder) // clients
  decoding.readVarUint(decoder) // structs
  return { clientId: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

/** A document of at least so many bytes, as it is after much editing. */
export function editedDocument(bytes: number): Uint8Array {
  const doc = new Y.Doc()
  const text = doc.getText('t')
  let state = Y.encodeStateAsUpdate(doc)
  for (let count = 1; state.byteLength < bytes; count += 1) {
    // Somewhere in the middle, so that runs do not merge.
    text.insert((count * 7919) % (text.length + 1), `edit ${count} `)
    if (count % 200 === 0) state = Y.encodeStateAsUpdate(doc)
  }
  return state
}
