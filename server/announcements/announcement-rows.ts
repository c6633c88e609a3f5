import type { Announcement, AnnouncementInput, AnnouncementText, SendTime } from '../../shared/announcements.ts'
import type { AnnouncementTables } from './announcement-tables.ts'

export type AnnouncementRow = AnnouncementTables['announcements']

/** What a row says, whoever asks. */
export type StoredAnnouncement = Omit<Announcement, 'author' | 'mine'> & { authorId: string; timesSent: number }

export function fromRow(row: AnnouncementRow): StoredAnnouncement {
  return {
    id: row.id,
    communityId: row.community_id,
    authorId: row.author_id,
    nicheId: row.niche_id,
    language: row.language,
    texts: JSON.parse(row.texts) as AnnouncementText[],
    urls: JSON.parse(row.urls) as string[],
    channels: JSON.parse(row.channels) as Announcement['channels'],
    web: row.web === 1,
    mail: row.mail === 1,
    state: row.state as Announcement['state'],
    schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as SendTime),
    dueAt: row.due_at,
    timesSent: row.times_sent,
    sentAt: row.sent_at,
    createdAt: row.created_at,
  }
}

export function toColumns(input: Omit<AnnouncementInput, 'texts'>, texts: readonly AnnouncementText[]) {
  return {
    niche_id: input.nicheId,
    language: input.language,
    texts: JSON.stringify(texts),
    urls: JSON.stringify(input.urls),
    channels: JSON.stringify(input.channels),
    web: input.web ? 1 : 0,
    mail: input.mail ? 1 : 0,
  }
}
