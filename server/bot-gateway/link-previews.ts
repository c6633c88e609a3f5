import type { LinkPreview } from '../../shared/bot-work.ts'
import { id as idSchema } from '../../shared/endpoint.ts'
import { HubError } from '../../shared/errors.ts'
import type { Asker } from './asker.ts'
import type { BoardsForPeople } from './boards-for-people.ts'
import type { DocumentsForPeople } from './documents-for-people.ts'
import type { GigsForPeople } from './gigs-for-people.ts'

const LONGEST_LINE = 300
const GIG_STATES = {
  open: 'Open',
  early: 'Early access, for members of its niches',
  held: 'Waits for a moderator',
  closed: 'Closed',
} as const

export interface LinkPreviewsDeps {
  boards: BoardsForPeople
  documents: DocumentsForPeople
  gigs: GigsForPeople
  publicUrl: () => string
}

/** What a link to this hub leads to, for people who may see it. */
export class LinkPreviews {
  readonly #deps: LinkPreviewsDeps

  constructor(deps: LinkPreviewsDeps) {
    this.#deps = deps
  }

  /** The preview that the first may see, null if none. `undefined` stands for somebody whom the hub does not know. */
  async of(
    askers: readonly (Asker | undefined)[],
    url: string,
  ): Promise<{ preview: LinkPreview | null; forAll: boolean }> {
    const place = this.#placeOf(url)
    const first = askers[0]
    if (place === undefined || first === undefined) return { preview: null, forAll: false }
    const preview = (await this.#look(first, place)) ?? null
    if (preview === null) return { preview, forAll: false }
    for (const asker of askers.slice(1)) {
      if (asker === undefined || (await this.#look(asker, place)) === undefined) return { preview, forAll: false }
    }
    return { preview, forAll: true }
  }

  #placeOf(url: string): { section: string; id: string } | undefined {
    if (!URL.canParse(url)) return undefined
    const { origin, pathname } = new URL(url)
    if (origin !== this.#deps.publicUrl()) return undefined
    const [, section, id, ...rest] = pathname.split('/')
    if (section === undefined || !idSchema.safeParse(id).success || id === undefined || rest.length > 0)
      return undefined
    return { section, id }
  }

  async #look(asker: Asker, { section, id }: { section: string; id: string }): Promise<LinkPreview | undefined> {
    try {
      if (section === 'gigs') return await this.#gig(asker, id)
      if (section === 'boards') return await this.#board(asker, id)
      return section === 'documents' ? await this.#document(asker, id) : undefined
    } catch (error) {
      if (error instanceof HubError && error.code !== 'internal') return undefined
      throw error
    }
  }

  async #gig(asker: Asker, gigId: string): Promise<LinkPreview> {
    const { title, company, status } = await this.#deps.gigs.get(asker, gigId)
    const lines = [...(company === null ? [] : [company]), GIG_STATES[status]]
    return { kind: 'gig', title, url: `${this.#deps.publicUrl()}/gigs/${gigId}`, lines }
  }

  async #board(asker: Asker, boardId: string): Promise<LinkPreview> {
    const { title, url, columns } = await this.#deps.boards.read(asker, boardId)
    return { kind: 'board', title, url, lines: columns.slice(0, 10).map(({ name, count }) => `${name}: ${count}`) }
  }

  async #document(asker: Asker, documentId: string): Promise<LinkPreview> {
    const { document, excerpt } = await this.#deps.documents.open(asker, documentId)
    const lines = excerpt
      .split('\n')
      .slice(0, 3)
      .map((line) => line.slice(0, LONGEST_LINE))
    return { kind: 'text', title: document.title, url: document.url, lines: lines.filter((line) => line !== '') }
  }
}
