import * as Y from 'yjs'
import { NotFoundError } from '../../shared/errors.ts'
import type { SyncService } from '../sync/sync-service.ts'

/** Where the editor keeps a document's text. */
const BODY = 'body'
const BLOCKS = new Set(['paragraph', 'heading', 'listItem', 'blockquote', 'codeBlock', 'taskItem'])

/** What is written in documents, as plain text. Who may is checked by the caller. */
export class TextService {
  readonly #sync: SyncService

  constructor(sync: SyncService) {
    this.#sync = sync
  }

  /** The text without its marks, a line per block, at most `max` characters; '' for one that was never written. */
  async read(documentId: string, max: number): Promise<string> {
    try {
      return await this.#sync.read(documentId, (doc) => plainTextOf(doc.getXmlFragment(BODY), max))
    } catch (error) {
      if (error instanceof NotFoundError) return ''
      throw error
    }
  }

  /** Adds a paragraph per line at the end. */
  async append(documentId: string, author: string, text: string): Promise<void> {
    await this.#sync.edit(documentId, author, (doc) => {
      const body = doc.getXmlFragment(BODY)
      body.insert(body.length, text.split(/\r?\n/).map(paragraph))
    })
  }
}

function paragraph(line: string): Y.XmlElement {
  const made = new Y.XmlElement('paragraph')
  if (line !== '') made.insert(0, [new Y.XmlText(line)])
  return made
}

function plainTextOf(body: Y.XmlFragment, max: number): string {
  const lines: string[] = []
  let length = 0
  const take = (node: unknown): void => {
    if (length > max) return
    if (node instanceof Y.XmlText) {
      const text = textOf(node)
      length += text.length
      lines[Math.max(0, lines.length - 1)] = (lines.at(-1) ?? '') + text
      return
    }
    if (!(node instanceof Y.XmlFragment)) return
    if (node instanceof Y.XmlElement && BLOCKS.has(node.nodeName) && lines.at(-1) !== '') lines.push('')
    for (const child of node.toArray()) take(child)
  }
  take(body)
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, max)
}

/** `toString` would write the marks as tags. */
function textOf(node: Y.XmlText): string {
  return (node.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
}
