import { readBoard } from '../../../shared/board.ts'
import { addColumn } from '../../../shared/board/change-board.ts'
import { addCard, deleteCard, moveCard, updateCard, writeDescription } from '../../../shared/board/change-card.ts'
import type { Feedback, Gig } from '../../../shared/gigs.ts'
import type { Member } from '../../../shared/members.ts'
import type { DocumentService } from '../../documents/document-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { SyncService } from '../../sync/sync-service.ts'
import type { GigStore } from '../gig-store.ts'
import type { GigTables } from '../gig-tables.ts'

export interface GigPipelineDeps {
  queries: Queries
  store: GigStore
  documents: DocumentService
  sync: SyncService
  publicUrl: () => string
  now: () => number
  newId: () => string
}

type Stage = Exclude<Feedback['kind'], 'not_relevant'>
const STAGES: readonly (readonly [Stage, string])[] = [
  ['saved', 'Saved'],
  ['applied', 'Applied'],
  ['talking', 'Talking'],
  ['won', 'Won'],
  ['lost', 'Lost'],
]
const AT_ONCE = 100
const EARLY_TITLE = 'A gig of a niche'

type PipelineRow = GigTables['gig_pipelines']

/**
 * A member's gigs as cards on a board of their own, which only they and admins see. What they say of a gig moves its card, and where
 * they move the card to is said of the gig.
 */
export class GigPipeline {
  readonly #deps: GigPipelineDeps

  constructor(deps: GigPipelineDeps) {
    this.#deps = deps
  }

  /** Puts a gig's card where what was said of it belongs; takes it off the board for what is no stage. */
  async place(member: Member, gig: Gig, feedback: Feedback | null): Promise<void> {
    const stage = feedback === null || feedback.kind === 'not_relevant' ? undefined : feedback.kind
    const known = await this.#boardOf(member.id)
    if (known === undefined && stage === undefined) return
    const board = known ?? (await this.#make(member))
    const card = await this.#cardOf(board.document_id, gig.id)
    const columns = JSON.parse(board.columns) as Record<string, string>
    if (stage === undefined) {
      if (card !== undefined) await this.#remove(board, card)
      return
    }
    const columnId = columns[stage] ?? ''
    const cardId = card ?? this.#deps.newId()
    await this.#deps.sync.edit(board.document_id, member.id, (doc) => {
      const isThere = readBoard(doc).columns.some(({ cards }) => cards.some(({ id }) => id === cardId))
      if (isThere) return moveCard(doc, cardId, { columnId }, null)
      addCard(doc, {
        id: cardId,
        ...this.#wordsOf(gig),
        columnId,
        createdAt: this.#deps.now(),
        createdBy: member.id,
      })
    })
    if (card === undefined) {
      await this.#deps.queries
        .insertInto('gig_pipeline_cards')
        .values({ document_id: board.document_id, card_id: cardId, gig_id: gig.id })
        .execute()
    }
  }

  /** Everybody may see a gig by now: its cards say what it is. */
  async reveal(gig: Gig): Promise<void> {
    const { queries, sync } = this.#deps
    const cards = await queries
      .selectFrom('gig_pipeline_cards')
      .innerJoin('gig_pipelines', 'gig_pipelines.document_id', 'gig_pipeline_cards.document_id')
      .select(['gig_pipeline_cards.card_id', 'gig_pipelines.document_id', 'gig_pipelines.member_id'])
      .where('gig_pipeline_cards.gig_id', '=', gig.id)
      .execute()
    const { title, description } = this.#wordsOf(gig)
    for (const { card_id, document_id, member_id } of cards) {
      await sync.edit(document_id, member_id, (doc) => {
        const known = readBoard(doc).columns.flatMap((column) => column.cards)
        if (!known.some((card) => card.id === card_id && card.title === EARLY_TITLE)) return
        updateCard(doc, card_id, { title })
        writeDescription(doc, card_id, description)
      })
    }
  }

  /** Admins see a member's board, and its webhooks and searches read it: of what they may not see, it only has the address. */
  #wordsOf({ id, title, company, status }: Gig): { title: string; description: string } {
    const url = `${this.#deps.publicUrl()}/gigs/${id}`
    if (status === 'early') return { title: EARLY_TITLE, description: url }
    return { title, description: company === null ? url : `${company}\n${url}` }
  }

  /** Takes what was moved on boards since the last look as said of the gigs. */
  async follow(): Promise<void> {
    const changed = await this.#deps.queries
      .selectFrom('gig_pipelines')
      .innerJoin('documents', 'documents.id', 'gig_pipelines.document_id')
      .selectAll('gig_pipelines')
      .select('documents.seq as seq')
      .whereRef('documents.seq', '!=', 'gig_pipelines.seen_seq')
      .limit(AT_ONCE)
      .execute()
    for (const { seq, ...board } of changed) await this.#read(board, seq)
  }

  async #read(board: PipelineRow, seq: number): Promise<void> {
    const { queries, store, sync, now } = this.#deps
    const { columns } = await sync.read(board.document_id, readBoard)
    const stageOf = new Map(
      Object.entries(JSON.parse(board.columns) as Record<Stage, string>).map(([kind, id]) => [id, kind as Stage]),
    )
    const cards = await queries
      .selectFrom('gig_pipeline_cards')
      .selectAll()
      .where('document_id', '=', board.document_id)
      .execute()
    const gigOf = new Map(cards.map(({ card_id, gig_id }) => [card_id, gig_id]))
    const said = await store.feedbackOf(board.member_id)
    for (const column of columns) {
      const kind = stageOf.get(column.id)
      for (const { id } of kind === undefined ? [] : column.cards) {
        const gigId = gigOf.get(id)
        if (kind === undefined || gigId === undefined || said.get(gigId)?.kind === kind) continue
        await store.setFeedback(
          gigId,
          board.member_id,
          { kind, reason: null, note: said.get(gigId)?.note ?? '' },
          now(),
        )
      }
    }
    await queries.updateTable('gig_pipelines').set({ seen_seq: seq }).where('member_id', '=', board.member_id).execute()
  }

  /** Undefined: none yet, or its owner deleted it. */
  async #boardOf(memberId: string): Promise<PipelineRow | undefined> {
    return await this.#deps.queries
      .selectFrom('gig_pipelines')
      .innerJoin('documents', 'documents.id', 'gig_pipelines.document_id')
      .selectAll('gig_pipelines')
      .where('gig_pipelines.member_id', '=', memberId)
      .where('documents.archived_at', 'is', null)
      .executeTakeFirst()
  }

  async #make(member: Member): Promise<PipelineRow> {
    const { queries, documents, sync, newId } = this.#deps
    const { id } = await documents.create(member, {
      kind: 'board',
      title: `Gigs of ${member.name}`,
      visibility: 'private',
    })
    const columns = Object.fromEntries(STAGES.map(([stage]) => [stage, newId()]))
    await sync.edit(id, member.id, (doc) => {
      for (const [stage, name] of STAGES) addColumn(doc, { id: columns[stage] ?? '', name })
    })
    const row: PipelineRow = { member_id: member.id, document_id: id, columns: JSON.stringify(columns), seen_seq: 0 }
    const { member_id: _, ...change } = row
    await queries
      .insertInto('gig_pipelines')
      .values(row)
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
      .execute()
    return row
  }

  async #remove(board: PipelineRow, cardId: string): Promise<void> {
    await this.#deps.sync.edit(board.document_id, board.member_id, (doc) => deleteCard(doc, cardId))
    await this.#deps.queries.deleteFrom('gig_pipeline_cards').where('card_id', '=', cardId).execute()
  }

  async #cardOf(documentId: string, gigId: string): Promise<string | undefined> {
    const row = await this.#deps.queries
      .selectFrom('gig_pipeline_cards')
      .select('card_id')
      .where('document_id', '=', documentId)
      .where('gig_id', '=', gigId)
      .executeTakeFirst()
    return row?.card_id
  }
}
