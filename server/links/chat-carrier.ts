import type { ChatPost } from '../../shared/chat-posts.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Translation } from '../../shared/translation.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Queries } from '../platform/database.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { RoomReaders } from '../rooms/room-readers.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { Translator } from '../translation/translator.ts'
import type { ChatCopies } from './chat-copies.ts'
import { makeChatPost } from './chat-post.ts'
import { type LinkRow, linksOfRoom, targetOf } from './link-store.ts'

const AT_ONCE = 50
const CONTEXT = 4
const EXPIRES_MS = 7 * 24 * 3_600_000

export interface ChatCarrierDeps {
  queries: Queries
  rooms: RoomService
  readers: RoomReaders
  history: MessageHistory
  copies: ChatCopies
  deliveries: DeliveryService
  translator: Translator
  /** Something was put into the outbox. */
  nudgeSoon: () => void
}

/**
 * Carries what happens in a room to its linked channels, in order, by the room's revisions: how far a channel has come is
 * stored in the transaction that puts its deliveries into the outbox, so that nothing is left out or carried twice.
 */
export class ChatCarrier {
  readonly #deps: ChatCarrierDeps

  constructor(deps: ChatCarrierDeps) {
    this.#deps = deps
  }

  /** Rooms in which something waits to be carried. */
  async behind(): Promise<string[]> {
    const rows = await this.#deps.queries
      .selectFrom('linked_channels')
      .innerJoin('rooms', 'rooms.id', 'linked_channels.room_id')
      .select('rooms.id')
      .distinct()
      .where('linked_channels.state', '=', 'active')
      .whereRef('rooms.revision', '>', 'linked_channels.carried_revision')
      .execute()
    return rows.map(({ id }) => id)
  }

  async carry(roomId: string): Promise<void> {
    for (;;) {
      const room = await this.#deps.rooms.get(roomId)
      const links = await this.#activeIn(roomId)
      if (room === undefined || links.length === 0) return
      const since = Math.min(...links.map((link) => link.carried_revision))
      const changed = await this.#deps.history.changes(roomId, since, AT_ONCE)
      for (const message of changed) {
        // Fresh each time: what was linked, or carried by another process, meanwhile counts.
        const behind = (await this.#activeIn(roomId)).filter((link) => link.carried_revision < message.revision)
        if (behind.length > 0 && !(await this.#carryOne(room, behind, message))) return
      }
      if (changed.length < AT_ONCE) return await this.#reached(room)
    }
  }

  /** Revisions at which nothing changed in the end are no reason to look again. */
  async #reached({ id, revision }: Room): Promise<void> {
    await this.#deps.queries
      .updateTable('linked_channels')
      .set({ carried_revision: revision })
      .where('room_id', '=', id)
      .where('state', '=', 'active')
      .where('carried_revision', '<', revision)
      .execute()
  }

  /** @returns false when another process was faster. */
  async #carryOne(room: Room, links: readonly LinkRow[], message: RoomMessage): Promise<boolean> {
    const { queries, nudgeSoon } = this.#deps
    const translations = await this.#translate(room, links, message)
    const root = message.threadId === null ? null : await this.#deps.history.get(room.id, message.threadId)
    const isDone = await queries
      .transaction()
      .execute(async (transaction) => {
        for (const link of links) {
          const taken = await transaction
            .updateTable('linked_channels')
            .set({ carried_revision: message.revision })
            .where('id', '=', link.id)
            .where('carried_revision', '=', link.carried_revision)
            .executeTakeFirst()
          if (Number(taken.numUpdatedRows) === 0) throw new CarriedElsewhere()
          const text = withoutMentionLinks(message.text)
          const post = makeChatPost({
            message,
            root,
            text,
            language: link.language,
            translation: translations.get(link.language),
          })
          await this.#carryTo(transaction, link, message, post)
          await this.#carryReactions(transaction, link, message)
        }
        return true
      })
      .catch((error: unknown) => {
        if (error instanceof CarriedElsewhere) return false
        throw error
      })
    nudgeSoon()
    return isDone
  }

  async #carryTo(queries: Queries, link: LinkRow, message: RoomMessage, post: ChatPost): Promise<void> {
    const { copies, deliveries } = this.#deps
    const standing = await copies.standing(queries, link.id, message.id)
    if (standing.some(({ is_copy }) => is_copy === 0)) return
    const subject = subjectOf(link, message)
    if ((await deliveries.latest(queries, subject)) !== undefined) {
      await deliveries.edit(queries, subject, ({ content, mayStand }) => {
        if (content.type !== 'chat_post') return undefined
        if (post.isRemoved) return mayStand ? { ...content, isRemoved: true } : null
        return hasSameWords(content, post) ? undefined : post
      })
      return
    }
    // Its delivery is forgotten by now, or it is older than the link.
    if (standing.length > 0 || post.isRemoved || message.position <= link.from_position) return
    await deliveries.enqueue(queries, {
      communityId: link.community_id,
      memberId: null,
      target: targetOf(link),
      content: post,
      dedupeKey: subject,
      expiresInMs: EXPIRES_MS,
      subject,
    })
  }

  /** What people elsewhere react with is shown by the bot, once for all of them. */
  async #carryReactions(queries: Queries, link: LinkRow, message: RoomMessage): Promise<void> {
    const { deliveries } = this.#deps
    const subject = `reactions:${message.id}:${link.id}`
    const before = await deliveries.latest(queries, subject)
    if (message.reactions.length === 0 && before === undefined) return
    const elsewhere = await queries
      .selectFrom('room_reactions')
      .select('emoji')
      .distinct()
      .where('message_id', '=', message.id)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('linked_reactions as here')
              .select('here.emoji')
              .whereRef('here.message_id', '=', 'room_reactions.message_id')
              .whereRef('here.emoji', '=', 'room_reactions.emoji')
              .whereRef('here.person_key', '=', 'room_reactions.person_key')
              .where('here.linked_channel_id', '=', link.id),
          ),
        ),
      )
      .orderBy('emoji')
      .execute()
    const emojis = elsewhere.map(({ emoji }) => emoji)
    const shown = before?.type === 'chat_reactions' ? before.emojis : []
    if (emojis.join(' ') === shown.join(' ')) return
    await deliveries.replace(queries, {
      communityId: link.community_id,
      memberId: null,
      target: targetOf(link),
      content: { type: 'chat_reactions', messageId: message.id, place: null, emojis },
      dedupeKey: null,
      expiresInMs: EXPIRES_MS,
      subject,
    })
  }

  /** Once for each language, and only for words that are not carried yet. */
  async #translate(
    room: Room,
    links: readonly LinkRow[],
    message: RoomMessage,
  ): Promise<ReadonlyMap<string, Translation>> {
    const { queries, translator, deliveries } = this.#deps
    if (message.text === '' || message.deletedAt !== null || (await this.#isAsWritten(message))) return new Map()
    const wanted = new Set<string>()
    for (const link of links) {
      if (link.language === 'as-written') continue
      const latest = await deliveries.latest(queries, subjectOf(link, message))
      const isCarried = latest?.type === 'chat_post' && latest.wordsAt === (message.editedAt ?? message.sentAt)
      const isOrigin = (await this.#deps.copies.standing(queries, link.id, message.id)).some(
        ({ is_copy }) => is_copy === 0,
      )
      if (!isCarried && !isOrigin) wanted.add(link.language)
    }
    if (wanted.size === 0) return new Map()
    const targets = [...wanted]
    const { messages } = await this.#deps.history.page(room.id, {
      before: message.id,
      thread: message.threadId ?? undefined,
      limit: CONTEXT,
    })
    const spoken = links.map(({ language }) => language).filter((language) => language !== 'as-written')
    const translated = await translator.translateTo(
      {
        communityId: room.communityId,
        roomId: room.id,
        text: withoutMentionLinks(message.text),
        markup: 'markdown',
        authorId: message.author.memberId ?? `${message.author.platform}:${message.author.name}`,
        context: messages.map(({ text }) => withoutMentionLinks(text)).filter((text) => text !== ''),
        expected: [...new Set([...room.languages, ...spoken])],
      },
      targets,
    )
    return new Map(
      targets.flatMap((target, index) => (translated[index] === undefined ? [] : [[target, translated[index]]])),
    )
  }

  async #isAsWritten({ asWritten, author }: RoomMessage): Promise<boolean> {
    if (asWritten || author.memberId === null) return asWritten
    return !(await this.#deps.readers.preferences(author.memberId)).translateMine
  }

  async #activeIn(roomId: string): Promise<LinkRow[]> {
    return (await linksOfRoom(this.#deps.queries, roomId)).filter(({ state }) => state === 'active')
  }
}

/** Nothing of this message goes out from here. */
class CarriedElsewhere extends Error {
  override readonly name = 'CarriedElsewhere'
}

function subjectOf(link: LinkRow, message: RoomMessage): string {
  return `chat:${message.id}:${link.id}`
}

function hasSameWords(before: ChatPost, after: ChatPost): boolean {
  return before.wordsAt === after.wordsAt && before.files.length === after.files.length
}
