import { sql } from 'kysely'
import type { Queries } from '../platform/database.ts'
import { fromRow, type StoredAnnouncement } from './announcement-rows.ts'

/** People whose ways are counted together. */
export const CODES = { web: 'web', mail: 'mail', dm: 'dm' } as const

/** Where a button leads by way of the hub, which counts and forgets. */
export function countingUrl(publicUrl: string, announcementId: string, code: string, button: number): string {
  return `${publicUrl}/api/go/${announcementId}/${code}/${button}`
}

/** Whether others than this machine reach the hub there: Discord refuses a message with a link to a name without a dot. */
export function isPublicAddress(publicUrl: string): boolean {
  return new URL(publicUrl).hostname.includes('.')
}

/** How often the buttons of announcements are followed, at each target. Nobody's name, address or cookie is looked at. */
export class AnnouncementClicks {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /**
   * @returns where the button leads; undefined for what was never sent, was taken back, or has no such
   * button or target, so that nobody can make the hub lead elsewhere or keep what it was not asked for.
   */
  async follow(announcementId: string, code: string, button: number): Promise<string | undefined> {
    const row = await this.#queries
      .selectFrom('announcements')
      .selectAll()
      .where('id', '=', announcementId)
      .where('times_sent', '>', 0)
      .executeTakeFirst()
    if (row === undefined || row.state === 'recalled') return undefined
    const announcement = fromRow(row)
    const url = announcement.urls[button]
    if (url === undefined || !isTarget(announcement, code)) return undefined
    await this.count(announcementId, code, button)
    return url
  }

  async count(announcementId: string, code: string, button: number): Promise<void> {
    await this.#queries
      .insertInto('announcement_clicks')
      .values({ announcement_id: announcementId, target: code, button, clicks: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['announcement_id', 'target', 'button'])
          .doUpdateSet({ clicks: sql`announcement_clicks.clicks + 1` }),
      )
      .execute()
  }

  /** By target. */
  async of(announcementId: string): Promise<(code: string | null) => number> {
    const rows = await this.#queries
      .selectFrom('announcement_clicks')
      .select(['target', ({ fn }) => fn.sum<number | string>('clicks').as('clicks')])
      .where('announcement_id', '=', announcementId)
      .groupBy('target')
      .execute()
    const clicks = new Map(rows.map((row) => [row.target, Number(row.clicks)]))
    return (code) => clicks.get(code ?? '') ?? 0
  }
}

function isTarget({ channels }: StoredAnnouncement, code: string): boolean {
  return code === CODES.mail || code === CODES.dm || (/^\d{1,2}$/.test(code) && Number(code) < channels.length)
}
