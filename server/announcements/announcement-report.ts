import { announcementPosting } from '../../shared/announcement-posting.ts'
import type { AnnouncementReport, SentTo, StepDone } from '../../shared/announcement-report.ts'
import type { DeliveryRecords } from '../deliveries/delivery-records.ts'
import type { MemberService } from '../members/member-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import { pathOf } from './announcement-cards.ts'
import { type AnnouncementClicks, CODES, isPublicAddress } from './announcement-clicks.ts'
import type { StoredAnnouncement } from './announcement-rows.ts'
import { subjectOf } from './announcement-sender.ts'
import { MAIL } from '../platform/mail/mail-platform.ts'

export interface ReportDeps {
  queries: Queries
  records: DeliveryRecords
  notices: AnnouncementNotices
  members: MemberService
  clicks: AnnouncementClicks
  publicUrl: () => string
}

type About = Awaited<ReturnType<DeliveryRecords['about']>>[number]

/** Where an announcement arrived, and why not. */
export async function reportOf(
  { queries, records, notices, members, clicks, publicUrl }: ReportDeps,
  announcement: StoredAnnouncement,
): Promise<AnnouncementReport> {
  const { id, communityId, channels } = announcement
  const all = await records.about(communityId, subjectOf(id))
  const clicksOf = await clicks.of(id)
  const steps = all.filter(({ delivery }) => delivery.content.type === 'announcement_step')
  const messages = all.filter(({ delivery }) => delivery.content.type === 'announcement')
  const toChannels = messages.filter(({ delivery }) => delivery.target.kind === 'channel')
  const toPeople = messages.filter(({ delivery }) => delivery.target.kind === 'person')
  const failed = toPeople.filter(isFailed)
  const names = new Map(
    failed.length === 0 ? [] : (await members.list(communityId)).map(({ id: memberId, name }) => [memberId, name]),
  )
  const isMail = ({ delivery }: About) => delivery.target.platform === MAIL
  return {
    targets: [
      ...toChannels.map((about) => ({
        ...sentTo(about),
        channel: channelOf(about, channels),
        person: null,
        steps: stepsOf(about, steps),
        clicks: clicksOf(codeOfCard(about)),
      })),
      ...failed.map((about) => ({
        ...sentTo(about),
        channel: null,
        person: {
          way: isMail(about) ? ('mail' as const) : ('dm' as const),
          name: names.get(about.memberId ?? '') ?? '?',
        },
        steps: [],
        clicks: null,
      })),
    ],
    mail: countsOf(toPeople.filter(isMail), clicksOf(CODES.mail)),
    dm: countsOf(
      toPeople.filter((about) => !isMail(about)),
      clicksOf(CODES.dm),
    ),
    web: { ...(await notices.counts(queries, communityId, pathOf(id))), clicks: clicksOf(CODES.web) },
    countsClicks: isPublicAddress(publicUrl()),
  }
}

function sentTo({ delivery, change }: About): Omit<SentTo, 'channel' | 'person' | 'steps' | 'clicks'> {
  const { id, content, state, attempts, sentAt, lastError } = delivery
  const language = content.type === 'announcement' ? content.readerLanguage : 'en'
  return { deliveryId: id, language, state, attempts, sentAt, lastError, change }
}

/** What was to be done with this message. */
function stepsOf({ delivery: { receipt } }: About, all: readonly About[]): StepDone[] {
  return all.flatMap(({ delivery: { id: deliveryId, content, state, lastError } }) => {
    if (content.type !== 'announcement_step') return []
    const { step, place } = content
    const isOfThis = receipt?.parts.some(({ messageId }) => messageId === place.messageId) === true
    return isOfThis ? [{ deliveryId, step, state, lastError }] : []
  })
}

function codeOfCard({ delivery: { content } }: About): string | null {
  return content.type === 'announcement' ? announcementPosting.parse(content.posting ?? {}).code : null
}

function channelOf({ delivery: { target } }: About, channels: StoredAnnouncement['channels']): SentTo['channel'] {
  if (target.kind !== 'channel') return null
  return channels.find((one) => one.platform === target.platform && one.channelId === target.channelId) ?? null
}

function countsOf(all: readonly About[], clicks: number): AnnouncementReport['mail'] {
  const sent = all.filter(({ delivery }) => delivery.state === 'sent').length
  const failed = all.filter(isFailed).length
  return { sent, failed, waiting: all.length - sent - failed, clicks }
}

function isFailed({ delivery: { state } }: About): boolean {
  return state === 'dead' || state === 'expired'
}
