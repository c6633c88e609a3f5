import * as Y from 'yjs'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { SyncService } from '../sync/sync-service.ts'

const BODY = 'body'
const BLOCKS = new Set(['paragraph', 'heading', 'listItem', 'blockquote', 'codeBlock', 'taskItem'])
/** Marks where a suggestion splits or joins blocks. */
const ZERO_WIDTH = '\u200B'

/** What is written in documents. Who may read or change it is checked by the caller. */
export class TextService {
  readonly #sync: SyncService

  constructor(sync: SyncService) {
    this.#sync = sync
  }

  /** The text without its marks, a line per block, at most `max` characters; '' for one that was never written. */
  async read(documentId: string, max: number): Promise<string> {
    return await this.#read(documentId, '', (doc) => plainTextOf(doc.getXmlFragment(BODY), max))
  }

  /** What is only suggested is left out, as in `html`. */
  async markdown(documentId: string): Promise<string> {
    const { readBody, withoutSuggestions, toMarkdown } = await formats()
    return await this.#read(documentId, '', (doc) => toMarkdown(withoutSuggestions(readBody(doc))))
  }

  async html(documentId: string): Promise<string> {
    const { readBody, withoutSuggestions, toHtml } = await formats()
    return await this.#read(documentId, '', (doc) => toHtml(withoutSuggestions(readBody(doc))))
  }

  /** Adds a paragraph per line at the end; what looks like Markdown stays as it was written. */
  async append(documentId: string, author: string, text: string): Promise<void> {
    const { appendToBody } = await import('../../shared/document-text/body.ts')
    const blocks = text
      .split(/\r?\n/)
      .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] }))
    await this.#sync.edit(documentId, author, (doc) => appendToBody(doc, blocks))
  }

  /** @throws HubError 'invalid_input' for Markdown that no document can hold. */
  async appendMarkdown(documentId: string, author: string, markdown: string): Promise<void> {
    const { appendToBody } = await import('../../shared/document-text/body.ts')
    const blocks = await blocksOf(markdown)
    await this.#sync.edit(documentId, author, (doc) => appendToBody(doc, blocks))
  }

  /** Puts the text in place of all that is there. @throws as `appendMarkdown`. */
  async replaceMarkdown(documentId: string, author: string, markdown: string): Promise<void> {
    const { replaceBody } = await import('../../shared/document-text/body.ts')
    const blocks = await blocksOf(markdown)
    await this.#sync.edit(documentId, author, (doc) => replaceBody(doc, blocks))
  }

  async #read<T>(documentId: string, nothing: T, work: (doc: Y.Doc) => T): Promise<T> {
    try {
      return await this.#sync.read(documentId, work)
    } catch (error) {
      if (error instanceof NotFoundError) return nothing
      throw error
    }
  }
}

/** Loaded with the first document that is read or written by the hub itself: it takes half a second. */
async function formats() {
  const [body, markdown, html, suggestions] = await Promise.all([
    import('../../shared/document-text/body.ts'),
    import('../../shared/document-text/markdown.ts'),
    import('../../shared/document-text/html.ts'),
    import('../../shared/document-text/suggestions.ts'),
  ])
  return { ...body, ...markdown, ...html, ...suggestions }
}

async function blocksOf(markdown: string) {
  const { blocksOfMarkdown } = await formats()
  try {
    return blocksOfMarkdown(markdown)
  } catch (cause) {
    throw new HubError('invalid_input', 'This Markdown cannot be made a document.', { cause })
  }
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
    if (node instanceof Y.XmlElement && node.nodeName === 'mention') {
      const label = String(node.getAttribute('label') ?? '')
      length += label.length
      lines[Math.max(0, lines.length - 1)] = (lines.at(-1) ?? '') + label
    }
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
  return (node.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[])
    .map(({ insert, attributes }) =>
      typeof insert === 'string' && attributes?.['insertion'] === undefined ? insert : '',
    )
    .join('')
    .replaceAll(ZERO_WIDTH, '')
}
