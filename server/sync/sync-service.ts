import * as Y from 'yjs'
import type { LiveDocuments } from './live-documents.ts'

/**
 * Reads and changes what is in a document on the hub's side, for bots, the API, imports and exports.
 * A Y.Doc is built for the time of the call only.
 */
export class SyncService {
  readonly #documents: LiveDocuments

  constructor(documents: LiveDocuments) {
    this.#documents = documents
  }

  /** @throws NotFoundError. */
  async read<T>(documentId: string, work: (doc: Y.Doc) => T): Promise<T> {
    const live = await this.#documents.get(documentId)
    const doc = docOf(await live.state())
    try {
      return work(doc)
    } finally {
      doc.destroy()
    }
  }

  /**
   * Changes a document; what people do at the same time is merged. `work` runs in one transaction.
   * Resolves when the change is durable. @throws NotFoundError, or what `work` throws: then nothing is changed.
   */
  async edit<T>(documentId: string, author: string | null, work: (doc: Y.Doc) => T): Promise<T> {
    const live = await this.#documents.get(documentId)
    using _held = live.hold()
    const doc = docOf(await live.state())
    try {
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      const value = doc.transact(() => work(doc))
      if (updates.length > 0) await live.edit(Y.mergeUpdates(updates), author)
      return value
    } finally {
      doc.destroy()
    }
  }
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}
