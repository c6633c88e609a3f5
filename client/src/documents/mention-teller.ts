import { documentEndpoints } from '../../../shared/documents.ts'
import { api } from '../lib/api.ts'
import type { DocumentConnection } from '../lib/document-connection.ts'

/** Tells members that they were mentioned, once the hub has what was written; offline, it waits until then. */
export class MentionTeller {
  readonly #connection: DocumentConnection
  readonly #waiting = new Set<string>()
  #isBusy = false

  constructor(connection: DocumentConnection) {
    this.#connection = connection
  }

  add(memberId: string): void {
    this.#waiting.add(memberId)
    void this.#tell()
  }

  /** @returns what ends it. */
  listen(): () => void {
    return this.#connection.subscribe(() => void this.#tell())
  }

  async #tell(): Promise<void> {
    if (this.#isBusy || this.#waiting.size === 0 || this.#connection.status().state !== 'saved') return
    const memberIds = [...this.#waiting].slice(0, 20)
    this.#isBusy = true
    try {
      await api.call(documentEndpoints.mention, {
        params: { documentId: this.#connection.documentId },
        body: { memberIds },
      })
      for (const memberId of memberIds) this.#waiting.delete(memberId)
    } catch {
      // They stay in the set, and are told with the next thing that is saved.
    } finally {
      this.#isBusy = false
    }
  }
}
