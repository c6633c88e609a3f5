import type { Announcement } from '../../shared/announcements.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { AnnouncementAudiences } from './announcement-audiences.ts'
import { fromRow, type StoredAnnouncement } from './announcement-rows.ts'

const MOST_LISTED = 100

export interface AnnouncementAccessDeps {
  queries: Queries
  niches: NicheService
  audience: AnnouncementAudiences
}

/** Who sees and who runs which announcements: admins all, moderators those of their niches; members what was sent to them. */
export class AnnouncementAccess {
  readonly #deps: AnnouncementAccessDeps

  constructor(deps: AnnouncementAccessDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' */
  async requireAnnouncer(member: Member, nicheId: string | null): Promise<void> {
    if (!(await this.#mayRun(member, nicheId))) {
      throw new HubError('forbidden', 'Admins announce to everybody, moderators to the members of their niche.')
    }
  }

  /** @throws HubError 'forbidden' for who announces to nobody. */
  async requireSomeAnnouncer(member: Member): Promise<void> {
    if (atLeast(member.role, 'admin') || (await this.#moderated(member)).length > 0) return
    throw new HubError('forbidden', 'Admins announce, and moderators of a niche.')
  }

  /** Those that the member sees, newest first. */
  async list(member: Member): Promise<StoredAnnouncement[]> {
    const isAdmin = atLeast(member.role, 'admin')
    const joined = await this.#deps.niches.nichesOf(member.id)
    const run = await this.#moderated(member)
    const rows = await this.#deps.queries
      .selectFrom('announcements')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .$if(!isAdmin, (query) =>
        query.where((eb) =>
          eb.or([
            // No niche has an empty id; SQL knows no empty list.
            eb('niche_id', 'in', ['', ...run]),
            eb.and([eb('author_id', '=', member.id), eb('hold', 'is not', null)]),
            eb.and([
              eb('times_sent', '>', 0),
              eb('state', '!=', 'recalled'),
              eb('web', '=', 1),
              eb.or([eb('niche_id', 'is', null), eb('niche_id', 'in', ['', ...joined])]),
            ]),
          ]),
        ),
      )
      .orderBy('id', 'desc')
      .limit(MOST_LISTED)
      .execute()
    const all = rows.map(fromRow)
    if (isAdmin) return all
    const isFor = await this.#deps.audience.audiencesOf(member)
    return all.filter(
      (one) => (one.nicheId !== null && run.includes(one.nicheId)) || isAuthorsOwn(member, one) || isFor(one.audience),
    )
  }

  /** @throws NotFoundError also for what is not the member's to see. */
  async read(member: Member, announcementId: string): Promise<StoredAnnouncement> {
    const found = await this.#find(member, announcementId)
    if (isAuthorsOwn(member, found) || (await this.#mayRun(member, found.nicheId))) return found
    const { timesSent, state, web, nicheId, audience } = found
    const isTold = timesSent > 0 && state !== 'recalled' && web
    const isIn = isTold && (nicheId === null || (await this.#deps.niches.nichesOf(member.id)).has(nicheId))
    if (isIn && (await this.#deps.audience.audiencesOf(member))(audience)) return found
    throw new NotFoundError('announcement', announcementId)
  }

  async runs(member: Member, announcementId: string): Promise<boolean> {
    const row = await this.#row(member, announcementId)
    return row !== undefined && (await this.#mayRun(member, row.niche_id))
  }

  /** For who runs it. @throws NotFoundError, HubError 'forbidden' for who may only read it. */
  async run(member: Member, announcementId: string): Promise<StoredAnnouncement> {
    const found = await this.read(member, announcementId)
    await this.requireAnnouncer(member, found.nicheId)
    return found
  }

  /** As the member sees it. */
  async present(
    member: Member,
    stored: StoredAnnouncement,
    authors: readonly Pick<Member, 'id' | 'name'>[],
  ): Promise<Announcement> {
    const { authorId, timesSent: _, ...announcement } = stored
    const author = authors.find(({ id }) => id === authorId)
    const mine = await this.#mayRun(member, stored.nicheId)
    return {
      ...announcement,
      author: author === undefined ? null : { id: author.id, name: author.name },
      hold: mine || authorId === member.id ? stored.hold : null,
      mine,
    }
  }

  async #mayRun(member: Member, nicheId: string | null): Promise<boolean> {
    return await this.#deps.niches.mayModerate(member, nicheId === null ? [] : [nicheId])
  }

  async #moderated(member: Member): Promise<string[]> {
    return (await this.#deps.niches.list(member)).filter(({ mine }) => mine === 'moderator').map(({ id }) => id)
  }

  async #find(member: Member, announcementId: string): Promise<StoredAnnouncement> {
    const row = await this.#row(member, announcementId)
    if (row === undefined) throw new NotFoundError('announcement', announcementId)
    return fromRow(row)
  }

  async #row(member: Member, announcementId: string) {
    return await this.#deps.queries
      .selectFrom('announcements')
      .selectAll()
      .where('id', '=', announcementId)
      .where('community_id', '=', member.communityId)
      .executeTakeFirst()
  }
}

/** What a moderator holds or has decided is there for its author, whatever became of their role since. */
function isAuthorsOwn(member: Member, { authorId, hold }: Pick<StoredAnnouncement, 'authorId' | 'hold'>): boolean {
  return authorId === member.id && hold !== null
}
