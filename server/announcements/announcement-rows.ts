import { z } from 'zod'
import { announcementAudience, announcementChannel } from '../../shared/announcement-places.ts'
import {
  type Announcement,
  type AnnouncementInput,
  type AnnouncementText,
  type SendTime,
  textWithOrigin,
} from '../../shared/announcements.ts'
import { hold } from '../../shared/holds.ts'
import type { AnnouncementTables } from './announcement-tables.ts'

export type AnnouncementRow = AnnouncementTables['announcements']

/** What a row says, whoever asks. */
export type StoredAnnouncement = Omit<Announcement, 'author' | 'mine'> & { authorId: string; timesSent: number }

/** Parsed anew, so that a row of an older version has the defaults of what came since. */
const texts = z.array(textWithOrigin)
const channels = z.array(announcementChannel)

export function fromRow(row: AnnouncementRow): StoredAnnouncement {
  return {
    id: row.id,
    communityId: row.community_id,
    authorId: row.author_id,
    nicheId: row.niche_id,
    language: row.language,
    texts: texts.parse(JSON.parse(row.texts)),
    urls: JSON.parse(row.urls) as string[],
    images: JSON.parse(row.images) as string[],
    channels: channels.parse(JSON.parse(row.channels)),
    audience: announcementAudience.parse(JSON.parse(row.audience)),
    web: row.web === 1,
    mail: row.mail === 1,
    dm: row.dm === 1,
    state: row.state as Announcement['state'],
    hold: row.hold === null ? null : hold.parse(JSON.parse(row.hold)),
    schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as SendTime),
    dueAt: row.due_at,
    timesSent: row.times_sent,
    sentAt: row.sent_at,
    createdAt: row.created_at,
  }
}

export function toColumns(input: Omit<AnnouncementInput, 'texts'>, written: readonly AnnouncementText[]) {
  return {
    niche_id: input.nicheId,
    language: input.language,
    texts: JSON.stringify(written),
    urls: JSON.stringify(input.urls),
    channels: JSON.stringify(input.channels),
    images: JSON.stringify(input.images),
    audience: JSON.stringify(input.audience),
    web: input.web ? 1 : 0,
    mail: input.mail ? 1 : 0,
    dm: input.dm ? 1 : 0,
  }
}

export function stateColumns(now: Pick<StoredAnnouncement, 'state' | 'schedule' | 'dueAt' | 'hold'>) {
  return {
    state: now.state,
    schedule: now.schedule === null ? null : JSON.stringify(now.schedule),
    due_at: now.dueAt,
    hold: now.hold === null ? null : JSON.stringify(now.hold),
  }
}
