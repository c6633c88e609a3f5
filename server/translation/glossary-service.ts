import { HubError, NotFoundError } from '../../shared/errors.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import type { GlossaryTerm, NewGlossaryTerm } from '../../shared/translation-api.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Term } from './text/protected-spans.ts'
import type { TranslationTables } from './translation-tables.ts'

export interface GlossaryServiceDeps {
  queries: Queries
  events: EventBus
  now: () => number
  newId: () => string
}

/** Of one community. */
const MAX_TERMS = 5_000
const MAX_REMEMBERED = 200

/** The words of a community and its rooms. Who may is checked by the caller. */
export class GlossaryService {
  readonly #deps: GlossaryServiceDeps
  readonly #remembered = new Map<string, Promise<GlossaryTerm[]>>()

  constructor(deps: GlossaryServiceDeps) {
    this.#deps = deps
    deps.events.subscribe('translation:changed', ({ communityId }) => this.#remembered.delete(communityId))
  }

  async list(communityId: string): Promise<GlossaryTerm[]> {
    const known = this.#remembered.get(communityId)
    if (known !== undefined) return await known
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    const reading = this.#read(communityId)
    this.#remembered.set(communityId, reading)
    reading.catch(() => this.#remembered.delete(communityId))
    return await reading
  }

  /** What stands for what when a text in `from` becomes one in `to`; a room's own terms come first. */
  async termsFor(
    communityId: string,
    roomId: string | undefined,
    from: string | undefined,
    to: string,
  ): Promise<Term[]> {
    const terms = (await this.list(communityId)).filter((term) => term.roomId === null || term.roomId === roomId)
    const chosen = new Map<string, Term>()
    for (const { roomId: own, language, term, translations } of terms.toSorted(roomsLast)) {
      const becomes = translations[to] ?? translations[primaryLanguage(to)]
      const isOfText = from === undefined || primaryLanguage(language) === primaryLanguage(from)
      if (isOfText) chosen.set(term.toLowerCase(), { term, becomes })
      // A name that is not translated is the same in every language.
      else if (Object.keys(translations).length === 0 || own !== null)
        chosen.set(term.toLowerCase(), { term, becomes: undefined })
    }
    return [...chosen.values()]
  }

  /** Adds its languages to those of the same term. @throws HubError 'conflict' when there are too many. */
  async put(communityId: string, input: NewGlossaryTerm): Promise<GlossaryTerm> {
    const known = (await this.list(communityId)).find(
      ({ roomId, language, term }) => roomId === input.roomId && language === input.language && term === input.term,
    )
    const translations = { ...known?.translations, ...input.translations }
    const [term] = await this.putAll(communityId, [{ ...input, translations }])
    if (term === undefined) throw new Error('a term was not stored')
    return term
  }

  /** All or none; each replaces what stood for the same term. @throws HubError 'conflict' when there are too many. */
  async putAll(communityId: string, inputs: readonly NewGlossaryTerm[]): Promise<GlossaryTerm[]> {
    const { queries, now, newId, events } = this.#deps
    const known = (await this.list(communityId)).length
    if (known + inputs.length > MAX_TERMS) {
      throw new HubError('conflict', `A glossary has at most ${MAX_TERMS} terms; there are ${known}.`)
    }
    const terms = await queries.transaction().execute(async (transaction) => {
      const put: GlossaryTerm[] = []
      for (const input of inputs) {
        const row = {
          id: newId(),
          community_id: communityId,
          room_id: input.roomId ?? '',
          language: input.language,
          term: input.term,
          translations: JSON.stringify(input.translations),
          note: input.note,
          created_at: now(),
        }
        const { id } = await transaction
          .insertInto('translation_terms')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['community_id', 'room_id', 'language', 'term'])
              .doUpdateSet({ translations: row.translations, note: row.note }),
          )
          .returning('id')
          .executeTakeFirstOrThrow()
        put.push(toTerm({ ...row, id }))
      }
      return put
    })
    events.publish('translation:changed', { communityId })
    return terms
  }

  /** @throws NotFoundError */
  async remove(communityId: string, termId: string): Promise<void> {
    const { numDeletedRows } = await this.#deps.queries
      .deleteFrom('translation_terms')
      .where('id', '=', termId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (Number(numDeletedRows) === 0) throw new NotFoundError('term', termId)
    this.#deps.events.publish('translation:changed', { communityId })
  }

  async #read(communityId: string): Promise<GlossaryTerm[]> {
    const rows = await this.#deps.queries
      .selectFrom('translation_terms')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('term')
      .orderBy('id')
      .limit(MAX_TERMS)
      .execute()
    return rows.map(toTerm)
  }
}

function roomsLast(a: GlossaryTerm, b: GlossaryTerm): number {
  return Number(a.roomId !== null) - Number(b.roomId !== null)
}

function toTerm(row: TranslationTables['translation_terms']): GlossaryTerm {
  return {
    id: row.id,
    roomId: row.room_id === '' ? null : row.room_id,
    language: row.language,
    term: row.term,
    translations: JSON.parse(row.translations) as Record<string, string>,
    note: row.note,
  }
}
