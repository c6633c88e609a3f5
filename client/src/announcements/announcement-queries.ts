import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type Announcement,
  announcementEndpoints,
  type AnnouncementInput,
  type AnnouncementReport,
} from '../../../shared/announcements.ts'
import { api } from '../lib/api.ts'

const SOON_MS = 3_000
const LATER_MS = 30_000

export function announcementsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['announcements', communityId],
    queryFn: () => api.call(announcementEndpoints.list, { params: { communityId } }),
  })
}

export function announcementQuery(communityId: string, announcementId: string) {
  return queryOptions({
    queryKey: ['announcements', communityId, announcementId],
    queryFn: () => api.call(announcementEndpoints.get, { params: { communityId, announcementId } }),
    // What it waits for happens without this page.
    refetchInterval: ({ state: { data } }) => (data?.state === 'scheduled' ? SOON_MS : false),
  })
}

export function announcementOptionsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['announcement-options', communityId],
    queryFn: () => api.call(announcementEndpoints.options, { params: { communityId } }),
  })
}

export function previewsQuery({ communityId, id: announcementId }: Pick<Announcement, 'communityId' | 'id'>) {
  return queryOptions({
    queryKey: ['announcements', communityId, announcementId, 'preview'],
    queryFn: async () =>
      (await api.call(announcementEndpoints.preview, { params: { communityId, announcementId } })).previews,
  })
}

export function reportQuery({ communityId, id: announcementId }: Pick<Announcement, 'communityId' | 'id'>) {
  return queryOptions({
    queryKey: ['announcements', communityId, announcementId, 'report'],
    queryFn: () => api.call(announcementEndpoints.report, { params: { communityId, announcementId } }),
    refetchInterval: ({ state: { data } }) => (data === undefined || isUnderWay(data) ? SOON_MS : LATER_MS),
  })
}

function isUnderWay({ targets, mail }: AnnouncementReport): boolean {
  const moving = new Set<string | null>(['waiting', 'leased'])
  return mail.waiting > 0 || targets.some(({ state, change }) => moving.has(state) || moving.has(change))
}

/** Shows what the hub answered, and asks anew for all that follows from it. */
export async function took(client: QueryClient, announcement: Announcement): Promise<void> {
  const queryKey = ['announcements', announcement.communityId]
  client.setQueryData([...queryKey, announcement.id], announcement)
  await client.invalidateQueries({ queryKey })
}

export function inputOf(announcement: Announcement): AnnouncementInput {
  const { nicheId, language, urls, channels, web, mail } = announcement
  const texts = announcement.texts.map(({ language: code, title, markdown, labels }) => ({
    language: code,
    title,
    markdown,
    labels,
  }))
  return { nicheId, language, texts, urls, channels, web, mail }
}
