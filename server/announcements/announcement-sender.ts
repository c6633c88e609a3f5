import { type DeliveryTarget, targetKey } from '../../shared/deliveries.ts'
import { announcementPosting, type AnnouncementPosting } from '../../shared/announcement-posting.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { PausedTargets } from '../deliveries/paused-targets.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { AnnouncementAudiences, Reader } from './announcement-audiences.ts'
import { cardFor, pathOf, textFor } from './announcement-cards.ts'
import { CODES } from './announcement-clicks.ts'
import type { AnnouncementImages } from './announcement-images.ts'
import { fromRow, type StoredAnnouncement } from './announcement-rows.ts'
import { MAIL } from '../platform/mail/mail-platform.ts'
import { nextMoment } from './send-times.ts'

const DUE_AT_ONCE = 20
const EXPIRES_MS = 24 * 3_600_000

export interface AnnouncementSenderDeps {
  queries: Queries
  deliveries: DeliveryService
  notices: AnnouncementNotices
  paused: PausedTargets
  audience: AnnouncementAudiences
  images: AnnouncementImages
  members: MemberService
  audit: AuditService
  /** The members whose announcements come with their digest. */
  inDigest: (queries: Queries, communityId: string) => Promise<ReadonlySet<string>>
  nudgeSoon: () => void
  publicUrl: () => string
  log: Log
  now: () => number
}

/** Puts announcements into the outbox and the inboxes, in the transaction that says that they were sent. */
export class AnnouncementSender {
  readonly #deps: AnnouncementSenderDeps

  constructor(deps: AnnouncementSenderDeps) {
    this.#deps = deps
  }

  /** Sends what is due, also what became due while no hub ran. One that fails holds up no other. */
  async look(): Promise<void> {
    const due = await this.#deps.queries
      .selectFrom('announcements')
      .selectAll()
      .where('state', '=', 'scheduled')
      .where('due_at', '<=', this.#deps.now())
      .orderBy('due_at')
      .limit(DUE_AT_ONCE)
      .execute()
    for (const row of due) {
      try {
        await this.send(fromRow(row))
      } catch (error) {
        this.#deps.log.error({ err: error, announcementId: row.id }, 'announcement not sent')
      }
    }
  }

  /** Once, whoever else tries. @returns false when it is not as it was any more, e.g. sent by another process. */
  async send(announcement: StoredAnnouncement): Promise<boolean> {
    const { queries, now } = this.#deps
    const { id, communityId, schedule, state, timesSent } = announcement
    const sentAt = now()
    const next = state === 'scheduled' && schedule !== null ? nextMoment(schedule, sentAt) : undefined
    const around = await this.#around(announcement)
    const readers = await this.#deps.audience.readers(announcement)
    const show = await queries.transaction().execute(async (transaction) => {
      const claimed = await transaction
        .updateTable('announcements')
        .set({
          state: next === undefined ? 'sent' : 'scheduled',
          due_at: next ?? null,
          ...(next === undefined ? { schedule: null } : {}),
          times_sent: timesSent + 1,
          sent_at: sentAt,
        })
        .where('id', '=', id)
        .where('state', '=', state)
        .where('times_sent', '=', timesSent)
        .where('texts', '=', JSON.stringify(announcement.texts))
        .executeTakeFirst()
      if (Number(claimed.numUpdatedRows) === 0) return undefined
      const deliver = async (
        target: DeliveryTarget,
        memberId: string | null,
        language: string,
        posting: AnnouncementPosting,
      ) => {
        await this.#deps.deliveries.enqueue(transaction, {
          communityId,
          memberId,
          target,
          content: cardFor(announcement, language, around, posting),
          dedupeKey: `${subjectOf(id)}:${timesSent + 1}:${targetKey(target)}`,
          expiresInMs: EXPIRES_MS,
          subject: subjectOf(id),
        })
      }
      for (const [at, channel] of announcement.channels.entries()) {
        const { platform, workspaceId, channelId, language, kind, ping, afterwards } = channel
        const posting = { code: String(at), isForum: kind === 'forum', ping, afterwards }
        await deliver({ kind: 'channel', platform, workspaceId, channelId }, null, language, posting)
      }
      const choiceOf = await this.#deps.notices.choices(transaction, communityId)
      const inDigest = await this.#deps.inDigest(transaction, communityId)
      // A digest tells what stands in the inbox; what does not stand there comes by itself.
      const atOnce = readers.filter(({ memberId }) => !announcement.web || !inDigest.has(memberId))
      for (const { memberId, language } of announcement.mail ? atOnce : []) {
        if (!choiceOf(memberId).includes('mail')) continue
        const target = { kind: 'person', platform: MAIL, workspaceId: null, personId: memberId } as const
        await deliver(target, memberId, language, announcementPosting.parse({ code: CODES.mail }))
      }
      const paused = await this.#deps.paused.keysIn(transaction, communityId)
      for (const { memberId, language, targets } of announcement.dm ? atOnce : []) {
        const reachable = targets.filter((target) => !paused.has(targetKey(target)))
        const [target] = choiceOf(memberId).flatMap((way) => reachable.find(({ platform }) => platform === way) ?? [])
        if (target === undefined) continue
        await deliver(target, memberId, language, announcementPosting.parse({ code: CODES.dm }))
      }
      const actor = around.authorOf(announcement.authorId)
      const details = { title: textFor(announcement, announcement.language).title, time: timesSent + 1 }
      const entry = {
        actor: actor ?? { id: 'hub', name: 'Guildhall' },
        action: 'announcement.sent',
        subject: id,
        details,
      }
      await this.#deps.audit.record({ communityId, ...entry }, transaction)
      return await this.#deps.notices.tell(transaction, {
        communityId,
        actor,
        path: pathOf(id),
        key: `${subjectOf(id)}:${timesSent + 1}`,
        told: announcement.web ? told(announcement, wantsInbox(readers, choiceOf, inDigest)) : [],
      })
    })
    if (show === undefined) return false
    this.#deps.nudgeSoon()
    await show()
    return true
  }

  /** What must be known before `spread` writes. */
  async prepare(announcement: StoredAnnouncement) {
    const around = await this.#around(announcement)
    const readers = await this.#deps.audience.readers(announcement)
    return { around, readers }
  }

  /** What it says now is said everywhere where it stands; taken back, it stands nowhere. Mails that were sent stay. */
  async spread(
    transaction: Queries,
    announcement: StoredAnnouncement,
    { around, readers }: Awaited<ReturnType<AnnouncementSender['prepare']>>,
  ): Promise<void> {
    const { id, communityId } = announcement
    const isRecalled = announcement.state === 'recalled'
    await this.#deps.deliveries.edit(transaction, subjectOf(id), ({ platform, state, content, mayStand }) => {
      if (content.type === 'announcement_step') return isRecalled ? null : undefined
      if (content.type !== 'announcement') return undefined
      if (platform === MAIL && (state === 'sent' || state === 'leased')) return undefined
      if (isRecalled && (!mayStand || platform === MAIL)) return null
      return cardFor(announcement, content.readerLanguage, around, announcementPosting.parse(content.posting ?? {}))
    })
    if (isRecalled) await this.#deps.notices.takeBack(transaction, communityId, pathOf(id))
    else await this.#deps.notices.rewrite(transaction, { path: pathOf(id), told: told(announcement, readers) })
  }

  async #around({ communityId, images }: StoredAnnouncement) {
    const { members, publicUrl } = this.#deps
    const community = await members.community(communityId)
    const all = await members.list(communityId)
    return {
      communityName: community?.name ?? '',
      publicUrl: publicUrl(),
      images: await this.#deps.images.describe(images),
      authorOf: (id: string) => all.find((member) => member.id === id),
    }
  }
}

/** By this its messages are found. */
export function subjectOf(announcementId: string): string {
  return `announcement:${announcementId}`
}

/** What goes into a digest is found by it in the inbox. */
function wantsInbox(
  readers: readonly Reader[],
  choiceOf: (memberId: string) => readonly string[],
  inDigest: ReadonlySet<string>,
): Reader[] {
  return readers.filter(({ memberId }) => choiceOf(memberId).includes('app') || inDigest.has(memberId))
}

function told(announcement: StoredAnnouncement, readers: readonly Reader[]) {
  return readers.map(({ memberId, language }) => {
    const { title, markdown } = textFor(announcement, language)
    return { memberId, title, excerpt: markdown }
  })
}
