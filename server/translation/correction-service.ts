import { createHash } from 'node:crypto'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import { type Markup, primaryLanguage } from '../../shared/translation.ts'
import type { Correction } from '../../shared/translation-api.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { hasSameMarkup } from './text/same-markup.ts'
import type { TranslationTables } from './translation-tables.ts'

export interface CorrectionServiceDeps {
  queries: Queries
  audit: AuditService
  events: EventBus
  now: () => number
  newId: () => string
}

/** Approved ones of one community that are remembered; older ones are not used any more. */
const MAX_APPROVED = 5_000
const MAX_WAITING = 1_000
const MAX_REMEMBERED = 200

type Row = TranslationTables['translation_corrections']

interface Known {
  roomId: string | null
  text: string
}

/** What members would rather read. Approved by an admin, it is what everybody reads from then on. */
export class CorrectionService {
  readonly #deps: CorrectionServiceDeps
  readonly #remembered = new Map<string, Promise<Map<string, Known[]>>>()

  constructor(deps: CorrectionServiceDeps) {
    this.#deps = deps
    deps.events.subscribe('translation:changed', ({ communityId }) => this.#remembered.delete(communityId))
  }

  /** What was approved for this very text; a room's own comes first. */
  async find(
    communityId: string,
    roomId: string | undefined,
    text: { source: string; markup: Markup; from: string; to: string },
  ): Promise<string | undefined> {
    const found = (await this.#approved(communityId)).get(keyOf(text.source, text)) ?? []
    const own = found.find((one) => one.roomId === (roomId ?? null)) ?? found.find((one) => one.roomId === null)
    return own?.text
  }

  /** `isDecided`: it is by somebody who decides, and counts at once. */
  async propose(
    member: Member,
    input: Omit<Correction, 'id' | 'authorName' | 'state' | 'createdAt'>,
    isDecided: boolean,
  ): Promise<Correction> {
    const { queries, now, newId } = this.#deps
    if (!hasSameMarkup(input.source, input.text, input.markup)) {
      throw new HubError('invalid_input', 'Keep the links, mentions, code and formats of the original.')
    }
    const { waiting } = await queries
      .selectFrom('translation_corrections')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('community_id', '=', member.communityId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    if (waiting >= MAX_WAITING) throw new HubError('conflict', 'Too many corrections wait for an admin.')
    const row: Row = {
      id: newId(),
      community_id: member.communityId,
      room_id: input.roomId,
      source_language: input.from,
      target_language: input.to,
      source_hash: hashOf(input.source),
      source: input.source,
      machine: input.machine,
      text: input.text,
      markup: input.markup,
      author_id: member.id,
      author_name: member.name,
      state: isDecided ? 'approved' : 'waiting',
      decided_by: isDecided ? member.id : null,
      created_at: now(),
    }
    await queries.insertInto('translation_corrections').values(row).execute()
    if (isDecided) this.#tell(row)
    return toCorrection(row)
  }

  /** Of which room it is; null: of none. @throws NotFoundError */
  async roomOf(communityId: string, correctionId: string): Promise<string | null> {
    const row = await this.#deps.queries
      .selectFrom('translation_corrections')
      .select('room_id')
      .where('id', '=', correctionId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('correction', correctionId)
    return row.room_id
  }

  /** @throws NotFoundError */
  async decide(admin: Member, correctionId: string, approve: boolean): Promise<Correction> {
    const row = await this.#deps.queries
      .updateTable('translation_corrections')
      .set({ state: approve ? 'approved' : 'declined', decided_by: admin.id })
      .where('id', '=', correctionId)
      .where('community_id', '=', admin.communityId)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('correction', correctionId)
    this.#tell(row)
    await this.#deps.audit.record({
      communityId: admin.communityId,
      actor: admin,
      action: approve ? 'translation.correction_approved' : 'translation.correction_declined',
      subject: correctionId,
    })
    return toCorrection(row)
  }

  /** Newest first. `roomIds`: those of no room and of these; undefined: of all. */
  async list(
    communityId: string,
    {
      state,
      limit,
      roomIds,
    }: { state?: Correction['state'] | undefined; limit: number; roomIds?: readonly string[] | undefined },
  ): Promise<Correction[]> {
    let query = this.#deps.queries
      .selectFrom('translation_corrections')
      .selectAll()
      .where('community_id', '=', communityId)
    if (state !== undefined) query = query.where('state', '=', state)
    if (roomIds !== undefined) {
      query = query.where((where) =>
        where.or([where('room_id', 'is', null), ...(roomIds.length === 0 ? [] : [where('room_id', 'in', roomIds)])]),
      )
    }
    return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toCorrection)
  }

  #tell({ community_id: communityId, room_id: roomId, source, target_language: to, state }: Row): void {
    const { events } = this.#deps
    events.publish('translation:changed', { communityId })
    if (state === 'approved') events.publish('translation:corrected', { communityId, roomId, source, to })
  }

  #approved(communityId: string): Promise<Map<string, Known[]>> {
    const known = this.#remembered.get(communityId)
    if (known !== undefined) return known
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    const reading = this.#read(communityId)
    this.#remembered.set(communityId, reading)
    reading.catch(() => this.#remembered.delete(communityId))
    return reading
  }

  async #read(communityId: string): Promise<Map<string, Known[]>> {
    const byText = new Map<string, Known[]>()
    for (const { roomId, text, ...one } of await this.list(communityId, { state: 'approved', limit: MAX_APPROVED })) {
      const key = keyOf(one.source, one)
      const known = byText.get(key) ?? []
      byText.set(key, [...known, { roomId, text }])
    }
    return byText
  }
}

function keyOf(source: string, { markup, from, to }: { markup: Markup; from: string; to: string }): string {
  return [markup, primaryLanguage(from), to, hashOf(source)].join(' ')
}

function hashOf(source: string): string {
  return createHash('sha256').update(source.trim()).digest('base64url')
}

function toCorrection(row: Row): Correction {
  return {
    id: row.id,
    roomId: row.room_id,
    from: row.source_language,
    to: row.target_language,
    source: row.source,
    machine: row.machine,
    text: row.text,
    markup: row.markup as Markup,
    authorName: row.author_name,
    state: row.state as Correction['state'],
    createdAt: row.created_at,
  }
}
