import type { z } from 'zod'
import type { documentEndpoints } from '../../shared/documents.ts'
import { HubError } from '../../shared/errors.ts'
import type { GuardedFetch } from '../platform/http/guarded-fetch.ts'

export type LinkPreview = z.output<(typeof documentEndpoints)['previewLink']['answer']>

const MAX_BYTES = 512 * 1024
const TIMEOUT_MS = 5000
const KEPT = 500
const KEPT_MS = 3_600_000
/** At once, of all members: a document full of links must not make the hub a crowd of visitors. */
const MOST_ASKED = 8
const LONGEST_TITLE = 200
const LONGEST_DESCRIPTION = 400

export interface LinkPreviewServiceDeps {
  fetch: GuardedFetch
  now: () => number
}

/** What pages elsewhere say of themselves: title and description, fetched once an hour at most. */
export class LinkPreviewService {
  readonly #deps: LinkPreviewServiceDeps
  /** Oldest first. */
  readonly #kept = new Map<string, { at: number; preview: Promise<LinkPreview> }>()
  #asking = 0

  constructor(deps: LinkPreviewServiceDeps) {
    this.#deps = deps
  }

  /** A page that cannot be reached is shown by its host alone. @throws HubError 'unavailable' when too many are asked for. */
  async preview(url: string): Promise<LinkPreview> {
    const known = this.#kept.get(url)
    if (known !== undefined && this.#deps.now() - known.at < KEPT_MS) return await known.preview
    if (this.#asking >= MOST_ASKED) throw new HubError('unavailable', 'Too many previews at once; try again.')
    const preview = this.#ask(url)
    this.#kept.delete(url)
    this.#kept.set(url, { at: this.#deps.now(), preview })
    if (this.#kept.size > KEPT) {
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest)
        break
      }
    }
    return await preview
  }

  async #ask(url: string): Promise<LinkPreview> {
    const site = new URL(url).hostname.replace(/^www\./, '')
    const nothing = { url, title: null, description: null, site }
    this.#asking += 1
    try {
      const answer = await this.#deps.fetch(url, {
        headers: { accept: 'text/html', 'user-agent': 'Guildhall link preview' },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      })
      const type = answer.headers.get('content-type') ?? ''
      if (answer.status !== 200 || !type.includes('html')) return nothing
      const html = answer.body.toString('utf8')
      return {
        ...nothing,
        title: clipped(metaOf(html, 'og:title') ?? titleOf(html), LONGEST_TITLE),
        description: clipped(metaOf(html, 'og:description') ?? metaOf(html, 'description'), LONGEST_DESCRIPTION),
      }
    } catch {
      // Refused, too large, too slow, gone: there is nothing to show, and the link itself still works.
      return nothing
    } finally {
      this.#asking -= 1
    }
  }
}

function titleOf(html: string): string | undefined {
  return /<title[^>]{0,200}>([^<]{1,2000})/i.exec(html)?.[1]
}

function metaOf(html: string, name: string): string | undefined {
  for (const [tag] of html.matchAll(/<meta\s[^>]{1,4000}>/gi)) {
    if (attributeOf(tag, 'property') === name || attributeOf(tag, 'name') === name) return attributeOf(tag, 'content')
  }
  return undefined
}

function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function clipped(text: string | undefined, max: number): string | null {
  if (text === undefined) return null
  const plain = text
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      },
    )
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return null
  return plain.length > max ? `${plain.slice(0, max - 1)}…` : plain
}
