import type { AnnouncementOptions } from '../../shared/announcement-options.ts'
import type { AnnouncementReport } from '../../shared/announcement-report.ts'
import type {
  Announcement,
  AnnouncementInput,
  AnnouncementPreview,
  AnnouncementText,
  FailedReason,
  SendTime,
} from '../../shared/announcements.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Hold } from '../../shared/holds.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { LinkableChannel } from '../../shared/room-links.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Holds, isWaiting } from '../moderation/holds.ts'
import { blockedWord, type PostingGuard } from '../moderation/posting-guard.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { Translator } from '../translation/translator.ts'
import type { AnnouncementAccess } from './announcement-access.ts'
import { textFor } from './announcement-cards.ts'
import { type AnnouncementHolds, holdableOf } from './announcement-holds.ts'
import type { AnnouncementImages } from './announcement-images.ts'
import type { AnnouncementPreviews } from './announcement-previews.ts'
import { reportOf, type ReportDeps } from './announcement-report.ts'
import { type AnnouncementRow, fromRow, stateColumns, type StoredAnnouncement, toColumns } from './announcement-rows.ts'
import { type AnnouncementSender, subjectOf } from './announcement-sender.ts'
import type { AnnouncementSettings } from './announcement-settings.ts'
import { momentOf } from '../platform/moment-of.ts'
import { translateText } from './text-translator.ts'

export interface AnnouncementServiceDeps extends ReportDeps {
  queries: Queries
  access: AnnouncementAccess
  sender: AnnouncementSender
  settings: AnnouncementSettings
  holds: AnnouncementHolds
  waiting: Holds
  previews: AnnouncementPreviews
  images: AnnouncementImages
  niches: NicheService
  members: MemberService
  translator: Translator
  posting: PostingGuard
  /** Where bots are now. */
  channels: () => LinkableChannel[]
  /** Which roles and groups there are where bots are now. */
  roles: () => AnnouncementOptions['roles']
  /** Whether there is a mail server. */
  sendsMail: boolean
  nudgeSoon: () => void
  now: () => number
  newId: () => string
}

type Place = Pick<LinkableChannel, 'platform' | 'workspaceId' | 'channelId'>

/** From the draft to what was taken back. */
export class AnnouncementService {
  readonly #deps: AnnouncementServiceDeps

  constructor(deps: AnnouncementServiceDeps) {
    this.#deps = deps
  }

  async list(member: Member): Promise<{ announcements: Announcement[]; mayAnnounce: boolean }> {
    const all = await this.#deps.access.list(member)
    const authors = await this.#deps.members.list(member.communityId)
    const announcements: Announcement[] = []
    for (const one of all) announcements.push(await this.#deps.access.present(member, one, authors))
    const { everywhere, niches } = await this.options(member)
    return { announcements, mayAnnounce: everywhere || niches.length > 0 }
  }

  async options(member: Member): Promise<AnnouncementOptions> {
    const { settings, channels, roles, sendsMail } = this.#deps
    const everywhere = atLeast(member.role, 'admin')
    const run = (await this.#deps.niches.list(member)).filter(({ mine }) => everywhere || mine === 'moderator')
    const niches = run.map(({ id, name, channels: own }) => ({ id, name, channels: own }))
    const open = new Set(niches.flatMap((niche) => niche.channels.map(placeOf)))
    const mayPing = await settings.mayPing(member, niches.length > 0)
    return {
      everywhere,
      niches,
      channels: channels().filter((channel) => everywhere || open.has(placeOf(channel))),
      roles: mayPing ? roles() : [],
      mail: sendsMail,
      pinger: await settings.pinger(member.communityId),
      mayPing,
    }
  }

  async get(member: Member, announcementId: string): Promise<Announcement> {
    return await this.#present(member, await this.#deps.access.read(member, announcementId))
  }

  /** As `get`; undefined for what is not the member's to see. */
  async find(member: Member, announcementId: string): Promise<Announcement | undefined> {
    try {
      return await this.get(member, announcementId)
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  }

  /** @param vouchedFor channels where bots are seen to be, though not everybody there can see them. */
  async add(member: Member, input: AnnouncementInput, vouchedFor: readonly Place[] = []): Promise<Announcement> {
    await this.#check(member, input, vouchedFor)
    const texts = input.texts.map((text) => ({ ...text, engine: null }))
    const row: AnnouncementRow = {
      id: this.#deps.newId(),
      community_id: member.communityId,
      author_id: member.id,
      ...toColumns(input, texts),
      state: 'draft',
      schedule: null,
      due_at: null,
      times_sent: 0,
      sent_at: null,
      hold: null,
      created_at: this.#deps.now(),
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('announcements').values(row).execute()
      await this.#deps.images.claim(transaction, member, row.id, input.images)
    })
    return await this.#present(member, fromRow(row))
  }

  /** @throws HubError 'conflict' for one that was taken back, and for another audience than it was sent to. */
  async change(member: Member, announcementId: string, input: AnnouncementInput): Promise<Announcement> {
    const before = await this.#deps.access.run(member, announcementId)
    requireStanding(before)
    await this.#check(member, input, before.channels, before)
    const texts = await this.#textsAfter(before, input)
    const changed: StoredAnnouncement = { ...before, ...input, texts }
    const isPlanned = before.state === 'scheduled' || before.state === 'sent'
    if (isPlanned) await this.#requireFitting(changed)
    const hold = isPlanned ? await this.#deps.holds.of(changed) : before.state === 'held' ? null : before.hold
    // What stands already is not taken away by an edit: it is said anew without the word.
    if (isWaiting(hold) && before.timesSent > 0) throw blockedWord(hold.word)
    const after: StoredAnnouncement = { ...changed, hold, ...stateAfter(before, hold) }
    const columns = { ...toColumns(input, texts), ...stateColumns(after) }
    await this.#write(before, after, columns, async (transaction) => {
      await this.#deps.images.claim(transaction, member, announcementId, input.images)
      if (after.state === 'held') await this.#deps.waiting.record(transaction, member, holdableOf(after))
    })
    if (after.state === 'held') await this.#deps.waiting.tellModerators(holdableOf(after))
    return await this.#present(member, after)
  }

  /** @throws HubError 'conflict' for one that was sent, and for another's that waits for a moderator. */
  async remove(member: Member, announcementId: string): Promise<void> {
    const { timesSent, state, authorId } = await this.#deps.access.run(member, announcementId)
    if (timesSent > 0) throw new HubError('conflict', 'It was sent: take it back instead.')
    if (state === 'held' && authorId !== member.id) {
      throw new HubError('conflict', 'It waits for a moderator: let it pass, or say why not.')
    }
    await this.#deps.queries
      .deleteFrom('announcements')
      .where('id', '=', announcementId)
      .where('times_sent', '=', 0)
      .execute()
  }

  /** Where a person wrote the text of a language, it stays. */
  async translate(
    member: Member,
    announcementId: string,
    languages: readonly string[],
  ): Promise<{ announcement: Announcement; failed: { language: string; reason: FailedReason }[] }> {
    const before = await this.#deps.access.run(member, announcementId)
    requireStanding(before)
    const byPeople = before.texts.filter(({ engine }) => engine === null)
    const wanted = languages.filter((language) => byPeople.every((text) => text.language !== language))
    const { made, failed } = await this.#translated(before, wanted)
    const texts = [...before.texts.filter((text) => made.every(({ language }) => language !== text.language)), ...made]
    const after = { ...before, texts }
    await this.#write(before, after, { texts: JSON.stringify(texts) })
    return { announcement: await this.#present(member, after), failed }
  }

  async preview(member: Member, announcementId: string): Promise<AnnouncementPreview[]> {
    return await this.#deps.previews.of(await this.#deps.access.run(member, announcementId))
  }

  /**
   * With a blocked word it waits for a moderator, and goes out once one lets it pass.
   * @throws HubError 'invalid_input' without a target, for a text that is too long, for a time that is over.
   */
  async send(member: Member, announcementId: string, at: SendTime | null): Promise<Announcement> {
    const before = await this.#deps.access.run(member, announcementId)
    if (before.state === 'held') throw new HubError('conflict', 'It waits for a moderator.')
    if (before.state !== 'draft' && before.state !== 'scheduled') throw new HubError('conflict', 'It was sent already.')
    if (before.channels.length === 0 && !before.web && !before.mail && !before.dm) {
      throw new HubError('invalid_input', 'Choose at least one place where it is to appear.')
    }
    await this.#requireFitting(before)
    await this.#requirePinger(member, before)
    const dueAt = at === null ? null : this.#momentAhead(at)
    const hold = await this.#deps.holds.of(before)
    if (isWaiting(hold) && before.timesSent === 0) {
      const held: StoredAnnouncement = { ...before, state: 'held', schedule: at, dueAt: null, hold }
      await this.#write(before, held, stateColumns(held), (transaction) =>
        this.#deps.waiting.record(transaction, member, holdableOf(held)),
      )
      await this.#deps.waiting.tellModerators(holdableOf(held))
      return await this.#present(member, held)
    }
    if (at === null) {
      if (!(await this.#deps.sender.send({ ...before, schedule: null }))) throw changedMeanwhile()
      return await this.get(member, announcementId)
    }
    const after: StoredAnnouncement = { ...before, state: 'scheduled', schedule: at, dueAt, hold }
    await this.#write(before, after, stateColumns(after))
    return await this.#present(member, after)
  }

  async unschedule(member: Member, announcementId: string): Promise<Announcement> {
    const before = await this.#deps.access.run(member, announcementId)
    if (before.state !== 'scheduled' && before.state !== 'held') {
      throw new HubError('conflict', 'It does not wait for a time.')
    }
    const hold = before.state === 'held' ? null : before.hold
    const state = before.timesSent > 0 ? 'sent' : 'draft'
    await this.#write(before, before, stateColumns({ state, schedule: null, dueAt: null, hold }))
    return await this.get(member, announcementId)
  }

  async recall(member: Member, announcementId: string): Promise<Announcement> {
    const before = await this.#deps.access.run(member, announcementId)
    requireStanding(before)
    if (before.timesSent === 0) throw new HubError('conflict', 'It was not sent yet.')
    const after: StoredAnnouncement = { ...before, state: 'recalled', schedule: null, dueAt: null }
    await this.#write(before, after, stateColumns(after))
    return await this.#present(member, after)
  }

  async report(member: Member, announcementId: string): Promise<AnnouncementReport> {
    return await reportOf(this.#deps, await this.#deps.access.run(member, announcementId))
  }

  /** What it says now. @throws HubError 'conflict' for what was taken back, is on its way, or arrived. */
  async resend(member: Member, announcementId: string, deliveryId: string): Promise<void> {
    const { records, queries, sender } = this.#deps
    const announcement = await this.#deps.access.run(member, announcementId)
    requireStanding(announcement)
    const all = await records.about(member.communityId, subjectOf(announcementId))
    if (all.every(({ delivery }) => delivery.id !== deliveryId)) throw new NotFoundError('delivery', deliveryId)
    const prepared = await sender.prepare(announcement)
    await queries.transaction().execute((transaction) => sender.spread(transaction, announcement, prepared))
    await records.resend(member, deliveryId)
  }

  /** @throws HubError for an audience that is not this member's to reach, or that was another when it was sent. */
  async #check(
    member: Member,
    input: AnnouncementInput,
    vouchedFor: readonly Place[],
    before?: StoredAnnouncement,
  ): Promise<void> {
    const { access, niches, channels, sendsMail } = this.#deps
    await access.requireAnnouncer(member, input.nicheId)
    const niche = input.nicheId === null ? undefined : await niches.get(member, input.nicheId)
    if (before !== undefined && before.timesSent > 0) {
      if (audienceOf(input) === audienceOf(before)) return
      throw new HubError('conflict', 'It was sent: whom it is for stays as it is. What it says can be changed.')
    }
    const open = atLeast(member.role, 'admin') ? [...channels(), ...vouchedFor] : (niche?.channels ?? [])
    const known = new Set(open.map(placeOf))
    const unknown = input.channels.find((channel) => !known.has(placeOf(channel)))
    if (unknown !== undefined) {
      if (atLeast(member.role, 'admin')) throw new NotFoundError('channel', unknown.channelId)
      throw new HubError('forbidden', 'Moderators announce in the channels of their niche; admins say which these are.')
    }
    await this.#requirePinger(member, input)
    if (input.mail && !sendsMail) throw new HubError('invalid_input', 'This hub has no mail server: set SMTP_URL.')
  }

  async #requirePinger(
    member: Member,
    { channels, nicheId }: Pick<AnnouncementInput, 'channels' | 'nicheId'>,
  ): Promise<void> {
    const { settings, niches } = this.#deps
    if (channels.every(({ ping }) => ping === null)) return
    const isModerator = nicheId !== null && (await niches.mayModerate(member, [nicheId]))
    if (await settings.mayPing(member, isModerator)) return
    throw new HubError('forbidden', 'You may not call people with an announcement: the owners say who may.')
  }

  /** What an engine made and nobody touched follows the author's text; what people wrote stays. */
  async #textsAfter(before: StoredAnnouncement, input: AnnouncementInput): Promise<AnnouncementText[]> {
    const texts = input.texts.map((text): AnnouncementText => {
      const known = before.texts.find(({ language }) => language === text.language)
      return { ...text, engine: known !== undefined && isSame(known, text) ? known.engine : null }
    })
    const original = textFor({ language: input.language, texts }, input.language)
    if (isSame(original, textFor(before, input.language)) && input.language === before.language) return texts
    const stale = texts.filter(({ engine }) => engine !== null).map(({ language }) => language)
    const { made } = await this.#translated({ ...before, language: input.language, texts }, stale)
    return [...texts.filter(({ language }) => !stale.includes(language)), ...made]
  }

  async #translated(announcement: StoredAnnouncement, languages: readonly string[]) {
    const original = textFor(announcement, announcement.language)
    const made: AnnouncementText[] = []
    const failed: { language: string; reason: FailedReason }[] = []
    const { translator } = this.#deps
    const results = await Promise.all(
      languages.map((language) => translateText(translator, announcement.communityId, original, language)),
    )
    for (const result of results) {
      if ('text' in result) made.push(result.text)
      else failed.push(result.failed)
    }
    return { made, failed }
  }

  #momentAhead(at: SendTime): number {
    const dueAt = momentOf(at)
    if (dueAt === undefined) throw new HubError('invalid_input', 'There is no such day.')
    if (dueAt <= this.#deps.now()) throw new HubError('invalid_input', 'This time is over already.')
    return dueAt
  }

  async #requireFitting(announcement: StoredAnnouncement): Promise<void> {
    const { communityId, authorId: memberId } = announcement
    await this.#deps.posting.admit({ communityId, memberId, kind: 'announcement', text: '' })
    await this.#deps.previews.requireFitting(announcement)
  }

  /** With all that follows where it stands already. @throws HubError 'conflict' when somebody was faster. */
  async #write(
    before: StoredAnnouncement,
    after: StoredAnnouncement,
    set: Partial<AnnouncementRow>,
    also?: (transaction: Queries) => Promise<void>,
  ): Promise<void> {
    const { queries, sender, nudgeSoon } = this.#deps
    const prepared = before.timesSent > 0 ? await sender.prepare(after) : undefined
    await queries.transaction().execute(async (transaction) => {
      const updated = await transaction
        .updateTable('announcements')
        .set(set)
        .where('id', '=', before.id)
        .where('state', '=', before.state)
        .where('times_sent', '=', before.timesSent)
        .where('texts', '=', JSON.stringify(before.texts))
        .executeTakeFirst()
      if (Number(updated.numUpdatedRows) === 0) throw changedMeanwhile()
      await also?.(transaction)
      if (prepared !== undefined) await sender.spread(transaction, after, prepared)
    })
    nudgeSoon()
  }

  async #present(member: Member, stored: StoredAnnouncement): Promise<Announcement> {
    return await this.#deps.access.present(member, stored, await this.#deps.members.list(member.communityId))
  }
}

function requireStanding({ state }: Pick<StoredAnnouncement, 'state'>): void {
  if (state === 'recalled') throw new HubError('conflict', 'It was taken back.')
}

/** Whoever changes what waits for a moderator sends it anew; what is scheduled begins to wait. */
function stateAfter(
  { state }: StoredAnnouncement,
  hold: Hold | null,
): Partial<Pick<StoredAnnouncement, 'state' | 'schedule' | 'dueAt'>> {
  if (state === 'held') return { state: 'draft', schedule: null }
  return state === 'scheduled' && isWaiting(hold) ? { state: 'held', dueAt: null } : {}
}

function changedMeanwhile(): HubError {
  return new HubError('conflict', 'Somebody changed or sent it meanwhile. Look at it again.')
}

function placeOf({ platform, workspaceId, channelId }: Place): string {
  return `${platform} ${workspaceId} ${channelId}`
}

/** Whom it is for, and how it is brought to them. */
function audienceOf({ nicheId, audience, web, mail, dm, channels }: Omit<AnnouncementInput, 'texts'>): string {
  const places = channels.map((one) => [placeOf(one), one.language, one.ping, one.afterwards])
  return JSON.stringify({ nicheId, audience, web, mail, dm, places })
}

function isSame(one: Omit<AnnouncementText, 'engine'>, other: Omit<AnnouncementText, 'engine'>): boolean {
  return (
    one.title === other.title &&
    one.markdown === other.markdown &&
    JSON.stringify([one.labels, one.alts]) === JSON.stringify([other.labels, other.alts])
  )
}
