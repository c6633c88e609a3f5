import type { AnnouncementReport, SentTo } from '../../shared/announcements.ts'
import type { DeliveryRecords } from '../deliveries/delivery-records.ts'
import type { MemberService } from '../members/member-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import { pathOf } from './announcement-cards.ts'
import type { StoredAnnouncement } from './announcement-rows.ts'
import { subjectOf } from './announcement-sender.ts'
import { MAIL } from './mail-platform.ts'

export interface ReportDeps {
  queries: Queries
  records: DeliveryRecords
  notices: AnnouncementNotices
  members: MemberService
}

type About = Awaited<ReturnType<DeliveryRecords['about']>>[number]

/** Where an announcement arrived, and why not. */
export async function reportOf(
  { queries, records, notices, members }: ReportDeps,
  announcement: StoredAnnouncement,
): Promise<AnnouncementReport> {
  const { id, communityId, channels } = announcement
  const all = await records.about(communityId, subjectOf(id))
  const mails = all.filter(({ delivery }) => delivery.target.platform === MAIL)
  const isFailed = ({ delivery }: About) => delivery.state === 'dead' || delivery.state === 'expired'
  const failed = mails.filter(isFailed)
  const names = new Map(
    failed.length === 0 ? [] : (await members.list(communityId)).map(({ id: memberId, name }) => [memberId, name]),
  )
  const toChannels = all.filter(({ delivery }) => delivery.target.kind === 'channel')
  const sent = mails.filter(({ delivery }) => delivery.state === 'sent').length
  return {
    targets: [
      ...toChannels.map((about) => sentTo(about, { channel: channelOf(about, channels), name: null })),
      ...failed.map((about) => sentTo(about, { channel: null, name: nameOf(about, names) })),
    ],
    mail: { sent, failed: failed.length, waiting: mails.length - sent - failed.length },
    web: await notices.counts(queries, communityId, pathOf(id)),
  }
}

function sentTo({ delivery, change }: About, who: Pick<SentTo, 'channel' | 'name'>): SentTo {
  const { id, content, state, attempts, sentAt, lastError } = delivery
  const language = content.type === 'announcement' ? content.readerLanguage : 'en'
  return { deliveryId: id, ...who, language, state, attempts, sentAt, lastError, change }
}

function channelOf({ delivery: { target } }: About, channels: StoredAnnouncement['channels']): SentTo['channel'] {
  if (target.kind !== 'channel') return null
  return channels.find((one) => one.platform === target.platform && one.channelId === target.channelId) ?? null
}

function nameOf({ delivery: { target } }: About, names: ReadonlyMap<string, string>): string | null {
  return target.kind === 'person' ? (names.get(target.personId) ?? null) : null
}
