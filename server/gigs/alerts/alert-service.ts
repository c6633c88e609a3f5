import {
  type AlertChange,
  type AlertSettings,
  alertSettings,
  type AlertVerdict,
  type Mute,
} from '../../../shared/alerts.ts'
import { NotFoundError } from '../../../shared/errors.ts'
import type { GigMatch } from '../../../shared/gigs.ts'
import type { Member } from '../../../shared/members.ts'
import { type Profile, profileInput } from '../../../shared/profiles.ts'
import { type RuleLanguage, ruleLanguage } from '../../../shared/rule-words.ts'
import type { Alert } from '../../deliveries/alert-delivery.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { Queries } from '../../platform/database.ts'
import { isTakeable } from '../early-access/gig-access.ts'
import { cardOf } from '../gig-card.ts'
import type { GigService } from '../gig-service.ts'
import type { ProfileService } from '../profile-service.ts'
import { dayStart, decideAlert } from './alert-policy.ts'
import type { AlertStore, PlannedAlert } from './alert-store.ts'
import { digestEntries } from './digest.ts'
import { worthInWords, worthOfScores } from '../fairness/taken-up.ts'

const WORTH_MS = 60_000
const MAX_WORTH = 100
const UNREACHABLE = 'You have linked no chat account that can be reached'

export interface AlertServiceDeps {
  queries: Queries
  store: AlertStore
  members: MemberService
  profiles: ProfileService
  gigs: () => GigService
  /** Puts an alert into the outbox, in the transaction that caused it. */
  deliver: (queries: Queries, alert: Alert) => Promise<boolean>
  publicUrl: () => string
  now: () => number
}

/** What waits for a member's digest. */
export interface GigsForDigest {
  alerts: readonly PlannedAlert[]
  /** Those of them that are still for the member. */
  open: readonly { alert: PlannedAlert; match: GigMatch }[]
  /** Of the member. */
  language: RuleLanguage
}

/** Who hears of which gig, and when: one alert a gig and person, at the hours that the person set. */
export class AlertService {
  readonly #deps: AlertServiceDeps
  /** One gig leads to many alerts, of which each would count the answers of the whole community. */
  readonly #worth = new Map<string, { until: number; of: Awaited<ReturnType<typeof worthOfScores>> }>()

  constructor(deps: AlertServiceDeps) {
    this.#deps = deps
  }

  /** Sends an alert or keeps it for later, in the transaction that stores its gig. A gig that was planned before is not again. */
  async plan(queries: Queries, match: GigMatch, profile: Profile, communityName: string): Promise<void> {
    const { store, now } = this.#deps
    if (await store.isPlanned(queries, match.gig.id, match.memberId)) return
    const verdict = await this.#decide(queries, match, profile)
    const outcome =
      verdict.send === 'now'
        ? outcomeOfSending(await this.#send(queries, match, profile, communityName), verdict.why)
        : waiting(verdict)
    const row = { gigId: match.gig.id, memberId: match.memberId, communityId: match.gig.communityId }
    await store.put(queries, { ...row, ...outcome, score: match.score, at: now() })
  }

  /** What became of a gig's alert for a member, and what would if it came this moment. @throws NotFoundError */
  async why(
    member: Member,
    gigId: string,
  ): Promise<{ before: Pick<PlannedAlert, 'state' | 'at' | 'why'> | null; now: AlertVerdict }> {
    const { queries, store, profiles, gigs } = this.#deps
    const { gig, match } = await gigs().get(member, gigId)
    const planned = await store.get(gigId, member.id)
    const before =
      planned === undefined ? null : { state: planned.state, at: planned.dueAt ?? planned.at, why: planned.why }
    const profile = await profiles.get(member.id)
    const never = (why: string) => ({ before, now: { send: 'never' as const, at: null, why } })
    if (profile === undefined || match === null) return never('You have no profile yet')
    if (!match.eligible) return never(match.reasons[0]?.text ?? 'It is closed to you')
    if (!isTakeable(gig)) return never('It is closed')
    return { before, now: await this.#decide(queries, { gig, ...match }, profile) }
  }

  async change(member: Member, change: AlertChange): Promise<AlertSettings> {
    const profile = await this.#deps.profiles.get(member.id)
    const input = profileInput.parse(profile ?? {})
    const alerts = alertSettings.parse({ ...input.alerts, ...change })
    const saved = await this.#deps.profiles.save(member, { ...input, alerts })
    return saved.alerts
  }

  async mute(member: Member, mute: Mute): Promise<AlertSettings> {
    const mutes = (await this.#mutesOf(member)).filter((one) => !isSame(one, mute))
    return await this.change(member, { mutes: [mute, ...mutes].slice(0, 100) })
  }

  /** @throws NotFoundError for a mute that is not there. */
  async unmute(member: Member, mute: Pick<Mute, 'kind' | 'value'>): Promise<AlertSettings> {
    const mutes = await this.#mutesOf(member)
    if (!mutes.some((one) => isSame(one, mute))) throw new NotFoundError('mute', mute.value)
    return await this.change(member, { mutes: mutes.filter((one) => !isSame(one, mute)) })
  }

  /** What waits for the digest of a member. */
  async forDigest(member: Member): Promise<GigsForDigest> {
    const alerts = await this.#deps.store.inDigestOf(member.id)
    const profile = await this.#deps.profiles.get(member.id)
    return { alerts, open: await this.#openOf(member, alerts), language: ruleLanguage(profile?.languages ?? []) }
  }

  /** Counts it as sent, in the transaction that sends it. @returns what the digest says of it. */
  async takeForDigest(
    queries: Queries,
    waiting: GigsForDigest,
    communityName: string,
  ): Promise<{ entries: string[]; more: number }> {
    const mine = await this.#deps.store.claim(queries, waiting.alerts)
    await this.#dropGone(queries, waiting, mine)
    const matches = waiting.open.filter(({ alert }) => mine.has(alert.gigId)).map(({ match }) => match)
    const { language } = waiting
    return digestEntries(matches, { communityName, publicUrl: this.#deps.publicUrl(), language })
  }

  /** The digest with these could not be brought to the member. */
  async dropFromDigest(queries: Queries, { open }: GigsForDigest): Promise<void> {
    const alerts = open.map(({ alert }) => ({ ...alert, at: this.#deps.now() }))
    await this.#deps.store.drop(queries, alerts, UNREACHABLE)
  }

  /** Sends what has waited for its hour. @returns how many members had something due. */
  async sendDue(): Promise<number> {
    const due = await this.#deps.store.due(this.#deps.now())
    const byMember = new Map<string, PlannedAlert[]>()
    for (const alert of due) byMember.set(alert.memberId, [...(byMember.get(alert.memberId) ?? []), alert])
    for (const [memberId, alerts] of byMember) await this.#sendTo(memberId, alerts)
    return byMember.size
  }

  async #sendTo(memberId: string, alerts: readonly PlannedAlert[]): Promise<void> {
    const { queries, store, members, profiles } = this.#deps
    const member = await members.get(memberId)
    const profile = member === undefined ? undefined : await profiles.get(memberId)
    if (member === undefined || profile === undefined) return await store.drop(queries, alerts, 'You had left')
    const communityName = (await members.community(member.communityId))?.name ?? ''
    const open = await this.#openOf(member, alerts)
    await queries.transaction().execute(async (transaction) => {
      // Another process may be at it as well: each row is one's own only once.
      const mine = await store.claim(transaction, alerts)
      for (const { alert, match } of open.filter(({ alert: { gigId } }) => mine.has(gigId))) {
        const verdict = await this.#decide(transaction, match, profile)
        const outcome =
          verdict.send === 'now'
            ? outcomeOfSending(await this.#send(transaction, match, profile, communityName), alert.why)
            : waiting(verdict)
        await store.put(transaction, { ...alert, ...outcome, at: this.#deps.now() })
      }
      await this.#dropGone(transaction, { alerts, open }, mine)
    })
  }

  async #openOf(member: Member, alerts: readonly PlannedAlert[]): Promise<{ alert: PlannedAlert; match: GigMatch }[]> {
    const open: { alert: PlannedAlert; match: GigMatch }[] = []
    for (const alert of alerts) {
      const match = await this.#deps.gigs().matchOf(member, alert.gigId)
      if (match !== undefined) open.push({ alert, match })
    }
    return open
  }

  async #dropGone(
    queries: Queries,
    { alerts, open }: Pick<GigsForDigest, 'alerts' | 'open'>,
    mine: ReadonlySet<string>,
  ): Promise<void> {
    const gone = alerts.filter(({ gigId }) => mine.has(gigId) && !open.some(({ alert }) => alert.gigId === gigId))
    await this.#deps.store.drop(queries, gone, 'It was closed, or no longer for you, before its hour')
  }

  async #decide(
    queries: Queries,
    { gig, score }: GigMatch,
    { memberId, alerts, timeZone }: Profile,
  ): Promise<AlertVerdict> {
    const now = this.#deps.now()
    const sentToday = await this.#deps.store.sentSince(queries, memberId, dayStart(timeZone, now))
    return decideAlert({ gig, score, settings: alerts, timeZone, now, sentToday })
  }

  async #send(queries: Queries, match: GigMatch, profile: Profile, communityName: string): Promise<boolean> {
    return await this.#deps.deliver(queries, {
      communityId: match.gig.communityId,
      memberId: match.memberId,
      platforms: profile.alerts.platforms,
      content: cardOf(await this.#withWorth(queries, match), {
        communityName,
        publicUrl: this.#deps.publicUrl(),
        language: ruleLanguage(profile.languages),
      }),
      dedupeKey: `gig:${match.gig.id}:${match.memberId}`,
    })
  }

  /** With what the score has been worth, as the gig's page says it. */
  async #withWorth(queries: Queries, match: GigMatch): Promise<GigMatch> {
    const { communityId } = match.gig
    const now = this.#deps.now()
    let known = this.#worth.get(communityId)
    if (known === undefined || known.until <= now) {
      if (this.#worth.size >= MAX_WORTH) this.#worth.clear()
      known = { until: now + WORTH_MS, of: await worthOfScores(queries, communityId) }
      this.#worth.set(communityId, known)
    }
    const worth = known.of(match.score)
    return worth === undefined ? match : { ...match, reasons: [...match.reasons, worthInWords(worth)] }
  }

  async #mutesOf(member: Member): Promise<Mute[]> {
    const now = this.#deps.now()
    const { alerts } = profileInput.parse((await this.#deps.profiles.get(member.id)) ?? {})
    return alerts.mutes.filter(({ until }) => until === null || now < until)
  }
}

type Outcome = Pick<PlannedAlert, 'state' | 'dueAt' | 'why'>

function waiting({ send, at, why }: AlertVerdict): Outcome {
  return { state: send === 'digest' ? 'digest' : send === 'later' ? 'waiting' : 'dropped', dueAt: at, why }
}

function outcomeOfSending(isSent: boolean, why: string): Outcome {
  return isSent ? { state: 'sent', dueAt: null, why } : { state: 'dropped', dueAt: null, why: UNREACHABLE }
}

function isSame(a: Pick<Mute, 'kind' | 'value'>, b: Pick<Mute, 'kind' | 'value'>): boolean {
  return a.kind === b.kind && a.value.toLowerCase() === b.value.toLowerCase()
}
