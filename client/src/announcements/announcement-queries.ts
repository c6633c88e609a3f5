import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { announcementOptionEndpoints } from '../../../shared/announcement-options.ts'
import type { AnnouncementReport } from '../../../shared/announcement-report.ts'
import { type Announcement, announcementEndpoints, type AnnouncementInput } from '../../../shared/announcements.ts'
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
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'scheduled' ? SOON_MS : data?.state === 'held' ? LATER_MS : false,
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

export function bestHourQuery(communityId: string, timeZone: string) {
  return queryOptions({
    queryKey: ['announcement-best-hour', communityId, timeZone],
    queryFn: async () =>
      (await api.call(announcementOptionEndpoints.bestHour, { params: { communityId }, query: { timeZone } })).best,
  })
}

function isUnderWay({ targets, mail, dm }: AnnouncementReport): boolean {
  const moving = new Set<string | null>(['waiting', 'leased'])
  const isMoving = targets.some(
    ({ state, change, steps }) =>
      moving.has(state) || moving.has(change) || steps.some((step) => moving.has(step.state)),
  )
  return mail.waiting > 0 || dm.waiting > 0 || isMoving
}

/** Shows what the hub answered, and asks anew for all that follows from it. */
export async function took(client: QueryClient, announcement: Announcement): Promise<void> {
  const queryKey = ['announcements', announcement.communityId]
  client.setQueryData([...queryKey, announcement.id], announcement)
  await client.invalidateQueries({ queryKey })
}

export function inputOf(announcement: Announcement): AnnouncementInput {
  const { nicheId, language, urls, images, channels, audience, web, mail, dm } = announcement
  const texts = announcement.texts.map(({ language: code, title, markdown, labels, alts }) => {
    return { language: code, title, markdown, labels, alts }
  })
  return { nicheId, language, texts, urls, images, channels, audience, web, mail, dm }
}
