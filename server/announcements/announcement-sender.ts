import { type DeliveryTarget, targetKey } from '../../shared/deliveries.ts'
import { atLeast } from '../../shared/members.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { cardFor, pathOf, textFor } from './announcement-cards.ts'
import { fromRow, type StoredAnnouncement } from './announcement-rows.ts'
import { MAIL } from './mail-platform.ts'
import { nextMoment } from './send-times.ts'

const DUE_AT_ONCE = 20
const EXPIRES_MS = 24 * 3_600_000

export interface AnnouncementSenderDeps {
  queries: Queries
  deliveries: DeliveryService
  notices: AnnouncementNotices
  niches: NicheService
  profiles: ProfileService
  members: MemberService
  audit: AuditService
  nudgeSoon: () => void
  publicUrl: () => string
  log: Log
  now: () => number
}

interface Reader {
  memberId: string
  language: string
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
    const around = await this.#around(communityId)
    const readers = await this.#readers(announcement)
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
      const deliver = async (target: DeliveryTarget, memberId: string | null, language: string) => {
        await this.#deps.deliveries.enqueue(transaction, {
          communityId,
          memberId,
          target,
          content: cardFor(announcement, language, around),
          dedupeKey: `${subjectOf(id)}:${timesSent + 1}:${targetKey(target)}`,
          expiresInMs: EXPIRES_MS,
          subject: subjectOf(id),
        })
      }
      for (const { platform, workspaceId, channelId, language } of announcement.channels) {
        await deliver({ kind: 'channel', platform, workspaceId, channelId }, null, language)
      }
      const choiceOf = await this.#deps.notices.choices(transaction, communityId)
      const wants = (way: 'app' | 'mail') => readers.filter(({ memberId }) => choiceOf(memberId).includes(way))
      for (const { memberId, language } of announcement.mail ? wants('mail') : []) {
        await deliver({ kind: 'person', platform: MAIL, workspaceId: null, personId: memberId }, memberId, language)
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
        told: announcement.web ? told(announcement, wants('app')) : [],
      })
    })
    if (show === undefined) return false
    this.#deps.nudgeSoon()
    await show()
    return true
  }

  /** What must be known before `spread` writes. */
  async prepare(announcement: StoredAnnouncement) {
    const around = await this.#around(announcement.communityId)
    const readers = await this.#readers(announcement)
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
      if (content.type !== 'announcement') return undefined
      if (platform === MAIL && (state === 'sent' || state === 'leased')) return undefined
      if (isRecalled && (!mayStand || platform === MAIL)) return null
      return cardFor(announcement, content.readerLanguage, around)
    })
    if (isRecalled) await this.#deps.notices.takeBack(transaction, communityId, pathOf(id))
    else await this.#deps.notices.rewrite(transaction, { path: pathOf(id), told: told(announcement, readers) })
  }

  async #around(communityId: string) {
    const { members, publicUrl } = this.#deps
    const community = await members.community(communityId)
    const all = await members.list(communityId)
    return {
      communityName: community?.name ?? '',
      publicUrl: publicUrl(),
      authorOf: (id: string) => all.find((member) => member.id === id),
    }
  }

  /** All but its author, each with the language in which they read it. */
  async #readers(announcement: StoredAnnouncement): Promise<Reader[]> {
    const { communityId, nicheId, authorId, language } = announcement
    const { members, niches, profiles } = this.#deps
    const inNiche = nicheId === null ? undefined : await niches.membersOf([nicheId])
    const languages = await profiles.languagesIn(communityId)
    return (await members.list(communityId))
      .filter(({ id, role }) => id !== authorId && atLeast(role, 'member') && (inNiche?.has(id) ?? true))
      .map(({ id }) => ({ memberId: id, language: languageOf(announcement, languages.get(id) ?? []) ?? language }))
  }
}

/** By this its messages are found. */
export function subjectOf(announcementId: string): string {
  return `announcement:${announcementId}`
}

/** The first of a reader's languages in which there is a text; else their own, for the small print. */
export function languageOf(
  { texts }: Pick<StoredAnnouncement, 'texts'>,
  languages: readonly string[],
): string | undefined {
  const has = (language: string) => texts.some((text) => primaryLanguage(text.language) === primaryLanguage(language))
  return languages.find(has) ?? languages[0]
}

function told(announcement: StoredAnnouncement, readers: readonly Reader[]) {
  return readers.map(({ memberId, language }) => {
    const { title, markdown } = textFor(announcement, language)
    return { memberId, title, excerpt: markdown }
  })
}
