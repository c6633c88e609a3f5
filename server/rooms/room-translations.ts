import type { RoomMessage } from '../../shared/room-messages.ts'
import type { MessageTranslation } from '../../shared/room-reading.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Background } from '../platform/background.ts'
import type { Queries } from '../platform/database.ts'
import type { HubEvents } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { OptOuts } from '../translation/opt-outs.ts'
import type { Translator } from '../translation/translator.ts'
import type { MessageHistory } from './message-history.ts'
import type { RoomConsumer } from './message-service.ts'
import { audienceOf, tellAudience } from './room-audience.ts'
import type { RoomReaders } from './room-readers.ts'
import type { RoomService } from './room-service.ts'
import type { RoomTables } from './room-tables.ts'

type Row = RoomTables['room_translations']
type Job = { room: Room; messageId: string; languages: string[]; claim: string }

/** The words of a message in one more language. */
export type TranslatedMessage = Pick<RoomMessage, 'id' | 'communityId' | 'roomId' | 'sentAt' | 'text'> & {
  language: string
}

export interface RoomTranslationsDeps {
  queries: Queries
  translator: Translator
  readers: RoomReaders
  optOuts: OptOuts
  history: MessageHistory
  rooms: Pick<RoomService, 'get'>
  live: Live
  /** Follows what is translated, inside the transaction that keeps it. */
  takeTranslation: (queries: Queries, translated: TranslatedMessage) => Promise<void>
  background: Background
  now: () => number
  newId: () => string
}

const AT_ONCE = 4
const MOST_JOBS = 1_000
/** Whoever claimed one and has not brought it by now was stopped: it is claimed again. */
const STALE_MS = 120_000
const CONTEXT = 3
const MOST_CORRECTED = 50

/**
 * Messages in the languages of their readers. Each is translated once per language, for all: the row of a claim, made
 * before the engine is asked, keeps others from asking, too.
 */
export class RoomTranslations {
  readonly #deps: RoomTranslationsDeps
  readonly #jobs: Job[] = []
  #running = 0

  constructor(deps: RoomTranslationsDeps) {
    this.#deps = deps
  }

  /** What there is of messages in a language; what is missing is begun, and told live. A reader's own are left out. */
  async read(
    room: Room,
    messages: readonly RoomMessage[],
    language: string,
    readerId: string,
  ): Promise<MessageTranslation[]> {
    const wanted = messages.filter(
      ({ author, text, deletedAt }) => author.memberId !== readerId && text !== '' && deletedAt === null,
    )
    if (wanted.length === 0) return []
    const rows = await this.#deps.queries
      .selectFrom('room_translations')
      .selectAll()
      .where('language', '=', language)
      .where(
        'message_id',
        'in',
        wanted.map(({ id }) => id),
      )
      .execute()
    const known = new Map(rows.filter((row) => !this.#isStale(row)).map((row) => [row.message_id, row]))
    // The newest first: that is where the reader looks.
    const begun = new Map<string, string>()
    for (const { id } of wanted.toReversed()) {
      if (!known.has(id)) begun.set(id, await this.#begin(room, id, [language]))
    }
    return wanted.map(({ id }) => {
      const row = known.get(id)
      if (row !== undefined) return { messageId: id, language, attempt: row.claim, translation: toTranslation(row) }
      return { messageId: id, language, attempt: begun.get(id) ?? '', translation: { state: 'waiting' } }
    })
  }

  /** As `read`, of one message; what could not be done before and may be done now is tried again. */
  async retry(room: Room, messageId: string, language: string): Promise<MessageTranslation> {
    const row = await this.#deps.queries
      .selectFrom('room_translations')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('language', '=', language)
      .executeTakeFirst()
    const isDone = row !== undefined && !this.#isStale(row) && (row.state !== 'untranslated' || row.retryable === 0)
    if (isDone) return { messageId, language, attempt: row.claim, translation: toTranslation(row) }
    const attempt = await this.#begin(room, messageId, [language], row?.claim)
    return { messageId, language, attempt, translation: { state: 'waiting' } }
  }

  /** A new text makes what was translated of the old one worthless; who is reading now gets the new one at once. */
  takeChange: RoomConsumer = async (queries, { kind, room, message, by }) => {
    if (kind === 'reacted') return undefined
    if (kind !== 'posted') {
      await queries.deleteFrom('room_translations').where('message_id', '=', message.id).execute()
    }
    if (kind === 'deleted' || message.text === '') return undefined
    return () => {
      this.#deps.background.run(async () => {
        await this.#begin(room, message.id, await this.#deps.readers.languagesNow(room.id, by.memberId))
      }, 'translation not begun')
    }
  }

  /** Messages that say just what was corrected are read so from now on. */
  async takeCorrection({ communityId, roomId, source, to }: HubEvents['translation:corrected']): Promise<void> {
    const rows = await this.#deps.queries
      .selectFrom('room_translations')
      .innerJoin('room_messages', 'room_messages.id', 'room_translations.message_id')
      .select(['message_id', 'claim', 'room_id'])
      .where('community_id', '=', communityId)
      .$if(roomId !== null, (query) => query.where('room_id', '=', roomId ?? ''))
      .where('room_messages.text', '=', source)
      .where('room_translations.language', '=', to)
      .orderBy('position', 'desc')
      .limit(MOST_CORRECTED)
      .execute()
    for (const { message_id, claim, room_id } of rows) {
      const room = await this.#deps.rooms.get(room_id)
      if (room !== undefined) await this.#begin(room, message_id, [to], claim)
    }
  }

  #isStale(row: Row): boolean {
    return row.state === 'waiting' && row.at < this.#deps.now() - STALE_MS
  }

  /** `replaces`: the claim that is done with. @returns its own claim, '' when there was nothing to claim. */
  async #begin(room: Room, messageId: string, languages: readonly string[], replaces?: string): Promise<string> {
    if (languages.length === 0 || this.#jobs.length >= MOST_JOBS) return ''
    const claim = this.#deps.newId()
    const mine: string[] = []
    for (const language of languages) {
      if (await this.#claim(messageId, language, claim, replaces)) mine.push(language)
    }
    if (mine.length === 0) return ''
    this.#jobs.push({ room, messageId, languages: mine, claim })
    this.#work()
    return claim
  }

  async #claim(messageId: string, language: string, claim: string, replaces: string | undefined): Promise<boolean> {
    const now = this.#deps.now()
    const fresh = { claim, state: 'waiting', text: null, reason: null, at: now }
    const claimed = await this.#deps.queries
      .insertInto('room_translations')
      .values({
        ...fresh,
        message_id: messageId,
        language,
        from_language: null,
        engine: null,
        model: null,
        retryable: 0,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['message_id', 'language'])
          .doUpdateSet(fresh)
          .where((eb) =>
            eb.or([
              eb('room_translations.claim', '=', replaces ?? ''),
              eb.and([eb('room_translations.state', '=', 'waiting'), eb('room_translations.at', '<', now - STALE_MS)]),
            ]),
          ),
      )
      .executeTakeFirst()
    return Number(claimed.numInsertedOrUpdatedRows ?? 0) > 0
  }

  #work(): void {
    while (this.#running < AT_ONCE) {
      const job = this.#jobs.shift()
      if (job === undefined) return
      this.#running += 1
      const translate = () =>
        this.#translate(job).finally(() => {
          this.#running -= 1
          this.#work()
        })
      this.#deps.background.run(translate, 'message not translated')
    }
  }

  async #translate({ room, messageId, languages, claim }: Job): Promise<void> {
    const { queries, translator, history, optOuts } = this.#deps
    const message = await queries
      .selectFrom('room_messages')
      .selectAll()
      .where('id', '=', messageId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (message === undefined) return
    const results = (await optOuts.isAsWritten(message.as_written === 1, message.member_id))
      ? languages.map(() => optedOut(message.language))
      : await translator.translateTo(
          {
            communityId: room.communityId,
            roomId: room.id,
            text: message.text,
            markup: 'markdown',
            authorId: message.author_key,
            context: await history.textsBefore(
              { roomId: room.id, threadId: message.thread_id, position: message.position },
              CONTEXT,
            ),
            expected: room.languages,
            ...(message.language === null ? {} : { from: message.language }),
          },
          languages,
        )
    for (const [index, language] of languages.entries()) {
      const result = results[index]
      if (result !== undefined) await this.#settle(room, { message, language, claim, result })
    }
  }

  async #settle(
    room: Room,
    {
      message: { id: messageId, sent_at: sentAt },
      language,
      claim,
      result,
    }: { message: RoomTables['room_messages']; language: string; claim: string; result: Translation },
  ): Promise<void> {
    const { live, queries, takeTranslation } = this.#deps
    const isKept = await queries.transaction().execute(async (transaction) => {
      const settled = await transaction
        .updateTable('room_translations')
        .set({
          state: result.state,
          text: result.state === 'translated' ? result.text : null,
          from_language: result.from,
          engine: result.state === 'translated' ? result.engine : null,
          model: result.state === 'translated' ? (result.model ?? null) : null,
          reason: result.state === 'untranslated' ? result.reason : null,
          retryable: Number(result.state === 'untranslated' && result.retryable),
          at: this.#deps.now(),
        })
        .where('message_id', '=', messageId)
        .where('language', '=', language)
        .where('claim', '=', claim)
        .executeTakeFirst()
      // It was edited or deleted meanwhile.
      if (Number(settled.numUpdatedRows) === 0) return false
      if (result.state === 'translated') {
        const { id: roomId, communityId } = room
        await takeTranslation(transaction, { id: messageId, communityId, roomId, sentAt, language, text: result.text })
      }
      return true
    })
    if (!isKept) return
    tellAudience(live, room, await audienceOf(queries, room), 'room:translation', {
      communityId: room.communityId,
      roomId: room.id,
      messageId,
      language,
      attempt: claim,
      translation: result,
    })
  }
}

function optedOut(from: string | null): Translation {
  return { state: 'untranslated', from, reason: 'opted-out', retryable: false }
}

function toTranslation(row: Row): MessageTranslation['translation'] {
  switch (row.state) {
    case 'translated':
      return {
        state: 'translated',
        text: row.text ?? '',
        from: row.from_language ?? '',
        to: row.language,
        engine: row.engine ?? '',
        ...(row.model === null ? {} : { model: row.model }),
        at: row.at,
      }
    case 'same':
      return { state: 'same', from: row.from_language ?? row.language }
    case 'untranslated':
      return {
        state: 'untranslated',
        from: row.from_language,
        reason: row.reason as Extract<Translation, { state: 'untranslated' }>['reason'],
        retryable: row.retryable === 1,
      }
    default:
      return { state: 'waiting' }
  }
}
