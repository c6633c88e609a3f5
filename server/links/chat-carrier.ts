import type { ChatPost } from '../../shared/chat-posts.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Translation } from '../../shared/translation.ts'
import type { NewDelivery } from '../deliveries/delivery-rows.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { ChatCopies } from './chat-copies.ts'
import { inWordsOfChannel, makeChatPost } from './chat-post.ts'
import { type ActiveLink, activeLinksOfRoom, targetOf } from './link-store.ts'
import type { LinkTranslations } from './link-translations.ts'

const EXPIRES_MS = 7 * 24 * 3_600_000

/** What is to be carried, while its words are being translated. */
export interface Prepared {
  room: Room
  message: RoomMessage
  /** How far each has come by then. */
  links: readonly (ActiveLink & { comesFrom: number })[]
  root: RoomMessage | null
  /** The link that it came over; undefined: it was written in the hub. */
  origin: string | undefined
  /** By language. */
  translations: Promise<ReadonlyMap<string, Translation>>
}

export interface ChatCarrierDeps {
  queries: Queries
  rooms: RoomService
  history: MessageHistory
  copies: ChatCopies
  deliveries: DeliveryService
  translations: LinkTranslations
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

  /**
   * The next changes of a room, at most `limit` of them; their translation has begun.
   * @param since - the revision of the last one that was prepared and is not carried yet.
   */
  async prepare(roomId: string, since: number | undefined, limit: number): Promise<Prepared[]> {
    const [room, links] = await Promise.all([
      this.#deps.rooms.get(roomId),
      activeLinksOfRoom(this.#deps.queries, roomId),
    ])
    if (room === undefined || links.length === 0) return []
    const furthest = Math.min(...links.map((link) => link.carried_revision))
    const changed = await this.#deps.history.changes(roomId, Math.max(furthest, since ?? 0), limit)
    if (changed.length === 0 && since === undefined) await this.#reached(room, links)
    const fromLinks = changed.filter(({ author }) => author.platform !== null)
    const origins = await this.#deps.copies.origins(this.#deps.queries, fromLinks)
    const prepared: Prepared[] = []
    let before = since ?? 0
    for (const message of changed) {
      const behind = links
        .filter((link) => link.carried_revision < message.revision)
        .map((link) => ({ ...link, comesFrom: Math.max(link.carried_revision, before) }))
      before = message.revision
      if (behind.length === 0) continue
      const origin = origins.get(message.id)
      const translations = this.#translate(room, behind, message, origin)
      // Whoever carries it sees that it failed; thrown away, it is nobody's.
      translations.catch(() => {})
      const root = message.threadId === null ? null : await this.#deps.history.get(room.id, message.threadId)
      prepared.push({ room, message, links: behind, root, origin, translations })
    }
    return prepared
  }

  /**
   * How far the channels have come is stored with what goes to them.
   * @param isOutdated - nothing goes there: a later one says what the message is now.
   * @returns false when another process was faster, or the links have changed: what was prepared is of no use then.
   */
  async carry({ message, links, root, origin, translations }: Prepared, isOutdated: boolean): Promise<boolean> {
    const { deliveries } = this.#deps
    const translated = isOutdated ? new Map<string, Translation>() : await translations
    const text = withoutMentionLinks(message.text)
    const isDone = await deliveries
      .handingOver(async (transaction, put) => {
        const steps = links.map(({ id, comesFrom }) => ({ id, comesFrom }))
        const taken = await takeStep(transaction, { revision: message.revision, steps })
        if (taken.length !== links.length) throw new CarriedElsewhere()
        if (isOutdated) return true
        const isNew = ({ id, from_position }: ActiveLink) => id !== origin && message.position > from_position
        const posts: { link: ActiveLink; post: ChatPost }[] = []
        for (const link of isFresh(message) ? links.filter(isNew) : links) {
          const { language } = link
          const made = makeChatPost({ message, root, text, language, translation: translated.get(language) })
          posts.push({ link, post: await this.#inItsWords(transaction, link, made) })
        }
        if (isFresh(message)) {
          await put(posts.map(({ link, post }) => newDelivery(link, message, post)))
          return true
        }
        for (const { link, post } of posts) {
          await this.#carryTo(transaction, link, message, post)
          await this.#carryReactions(transaction, link, message)
        }
        return true
      })
      .catch((error: unknown) => {
        if (error instanceof CarriedElsewhere) return false
        throw error
      })
    if (!isFresh(message))
      for (const platform of new Set(links.map((link) => link.platform))) deliveries.announce(platform)
    return isDone
  }

  /** What it answers, and what its thread began with, in the words in which they stand in that channel. */
  async #inItsWords(queries: Queries, link: ActiveLink, post: ChatPost): Promise<ChatPost> {
    if (post.replyTo === null && post.thread === null) return post
    const answered = await this.#wordsOf(queries, link, post.replyTo?.messageId)
    return inWordsOfChannel(post, { answered, root: await this.#wordsOf(queries, link, post.thread?.messageId) })
  }

  /** What was carried of a message into a channel; undefined: nothing, or it was written there. */
  async #wordsOf(queries: Queries, link: ActiveLink, messageId: string | undefined): Promise<string | undefined> {
    if (messageId === undefined) return undefined
    const carried = await this.#deps.deliveries.latest(queries, subjectOf(link, { id: messageId }))
    return carried?.type === 'chat_post' && !carried.isRemoved ? carried.markdown : undefined
  }

  /** Revisions at which nothing changed in the end are no reason to look again. */
  async #reached({ id, revision }: Room, links: readonly ActiveLink[]): Promise<void> {
    if (links.every((link) => link.carried_revision >= revision)) return
    await this.#deps.queries
      .updateTable('linked_channels')
      .set({ carried_revision: revision })
      .where('room_id', '=', id)
      .where('state', '=', 'active')
      .where('carried_revision', '<', revision)
      .execute()
  }

  async #carryTo(queries: Queries, link: ActiveLink, message: RoomMessage, post: ChatPost): Promise<void> {
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
    await deliveries.enqueue(queries, newDelivery(link, message, post))
  }

  /** What people elsewhere react with is shown by the bot, once for all of them. */
  async #carryReactions(queries: Queries, link: ActiveLink, message: RoomMessage): Promise<void> {
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

  /** Only words that are not carried yet. */
  async #translate(
    room: Room,
    links: readonly ActiveLink[],
    message: RoomMessage,
    origin: string | undefined,
  ): Promise<ReadonlyMap<string, Translation>> {
    if (message.deletedAt !== null) return new Map()
    const to: ActiveLink[] = []
    for (const link of links) {
      if (link.id !== origin && (isFresh(message) || !(await this.#isCarried(link, message)))) to.push(link)
    }
    return await this.#deps.translations.of(room, message, links, to)
  }

  async #isCarried(link: ActiveLink, message: RoomMessage): Promise<boolean> {
    const latest = await this.#deps.deliveries.latest(this.#deps.queries, subjectOf(link, message))
    return latest?.type === 'chat_post' && latest.wordsAt === (message.editedAt ?? message.sentAt)
  }
}

const takeStep = prepared(
  (queries: Queries, { revision, steps }: { revision: number; steps: readonly { id: string; comesFrom: number }[] }) =>
    queries
      .updateTable('linked_channels')
      .set({ carried_revision: revision })
      .where('state', '=', 'active')
      .where((eb) =>
        eb.or(steps.map(({ id, comesFrom }) => eb.and([eb('id', '=', id), eb('carried_revision', '=', comesFrom)]))),
      )
      .returning('id'),
)

/** Nothing of this message goes out from here. */
class CarriedElsewhere extends Error {
  override readonly name = 'CarriedElsewhere'
}

function newDelivery(link: ActiveLink, message: RoomMessage, content: ChatPost): NewDelivery {
  const subject = subjectOf(link, message)
  return {
    communityId: link.community_id,
    memberId: null,
    target: targetOf(link),
    content,
    dedupeKey: subject,
    expiresInMs: EXPIRES_MS,
    subject,
    standsAlone: content.replyTo === null && content.thread === null,
  }
}

function subjectOf(link: ActiveLink, message: Pick<RoomMessage, 'id'>): string {
  return `chat:${message.id}:${link.id}`
}

/** Nothing has happened to it since it was posted. */
function isFresh({ revision, position }: RoomMessage): boolean {
  return revision === position
}

function hasSameWords(before: ChatPost, after: ChatPost): boolean {
  return before.wordsAt === after.wordsAt && before.files.length === after.files.length
}
