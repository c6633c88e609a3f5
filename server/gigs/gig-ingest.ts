import type { GigCard } from '../../shared/deliveries.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Gig } from '../../shared/gigs.ts'
import type { MemberService } from '../members/member-service.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { DuplicateIndex } from './duplicates/duplicate-index.ts'
import { likeness } from './duplicates/duplicates.ts'
import type { ChannelPosts } from './alerts/channel-posts.ts'
import type { GigNews } from './alerts/gig-news.ts'
import { clientKey, sameCompany } from './client-key.ts'
import { changedCard } from './gig-card.ts'
import { type GigAccess, isForAll, isTakeable, openStatus } from './early-access/gig-access.ts'
import type { GigStore } from './gig-store.ts'
import type { GigTables } from './gig-tables.ts'
import { bounded, hashOf, type IncomingGig } from './incoming-gig.ts'
import type { MatchIndex } from './matching/match-index.ts'
import { corrected } from './posting/corrected.ts'
import { parseGig } from './parsing/parse-gig.ts'
import { type Refinement, refined } from './refining/checked-refinement.ts'
import { clientSignals } from './reviews/client-signals.ts'
import type { ReviewStore } from './reviews/review-store.ts'
import { blockedWord, type TrustSignal } from './trust/trust-signals.ts'
import { lowPaySignal } from './trust/low-pay.ts'
import { trustFor } from './trust/trust-for.ts'

const HOUR_MS = 3_600_000

export interface GigIngestDeps {
  queries: Queries
  store: GigStore
  index: MatchIndex
  duplicates: DuplicateIndex
  reviews: ReviewStore
  members: MemberService
  niches: NicheService
  posting: PostingGuard
  access: GigAccess
  events: EventBus
  live: Live
  news: GigNews
  channels: ChannelPosts
  /** Edits the alerts of a gig wherever they stand, in the transaction that changed it. */
  editAlerts: (
    queries: Queries,
    gigId: string,
    now: (card: GigCard, memberId: string | null) => GigCard,
  ) => Promise<void>
  metrics: Metrics
  now: () => number
  newId: () => string
}

/** The way of a gig into the hub: kept as it came, parsed, stored, matched, and put into the outbox, all at once or not. */
export class GigIngest {
  readonly #deps: GigIngestDeps

  constructor(deps: GigIngestDeps) {
    this.#deps = deps
  }

  /** @returns undefined for an item that says nothing new: it came before, or as another gig. */
  async take(communityId: string, incoming: IncomingGig): Promise<Gig | undefined> {
    const { queries, store } = this.#deps
    const item = bounded(incoming)
    const hash = hashOf(item)
    const key = { communityId, sourceKey: item.source.feedId ?? item.source.name, externalId: item.externalId }
    const known = await store.itemOf(queries, key)
    if (known?.hash === hash) return undefined
    const now = this.#deps.now()
    const before = known === undefined ? undefined : await store.get(known.gigId)
    const alike = await this.#alike(communityId, item)
    const same = before ?? alike.find((gig) => sameCompany(gig.company, item.company))
    // Another source of a gig that is there already, or its repost: kept, but it does not speak for the gig.
    if (same !== undefined && (before === undefined || !isOwnSource(before, item))) {
      await store.putItem(queries, itemRow(key, same.id, hash, item, now))
      return undefined
    }
    // Who is copied and then edits has copied nobody; and what not everybody sees is not named to them.
    const earlier = alike.filter(
      (gig) => isForAll(gig, now) && (before === undefined || gig.createdAt < before.createdAt),
    )
    const parsed = corrected(parseGig(item.title, item.text, item.postedAt), item.corrections ?? {})
    const closesAt = item.closesAt ?? endOfDay(parsed.terms?.closes ?? null)
    // What an admin decided stands, whatever the source says next.
    const isOver = closesAt !== null && closesAt <= now
    const niches = await this.#nichesOf(communityId, { ...item, parsed })
    const word = await this.#deps.posting.blockedIn(communityId, niches.ids, `${item.title}\n${item.text}`)
    const lowPay = lowPaySignal(parsed, this.#deps.index.gigs(communityId))
    const besides = [
      ...(lowPay === undefined ? [] : [lowPay]),
      ...(await this.#clientSignals(communityId, item)),
      ...(word === undefined ? [] : [blockedWord(word)]),
    ]
    const trust =
      before === undefined || before.trust.overruled === null ? trustFor(item, earlier, besides) : before.trust
    // What everybody has seen stays seen, and a window that runs is not begun anew.
    const early = before === undefined ? earlyFor(item, niches.hours, now) : before.early
    const gig: Gig = {
      id: before?.id ?? this.#deps.newId(),
      communityId,
      title: item.title,
      company: item.company,
      text: item.text,
      url: item.url,
      source: item.source,
      parsed,
      refinedBy: null,
      nicheIds: niches.ids,
      early: early !== null && before?.status !== 'early' && isForAll({ early }, now) ? null : early,
      postedBy: item.postedBy ?? null,
      status: isOver
        ? 'closed'
        : trust.flagged
          ? 'held'
          : before?.status === 'early'
            ? 'early'
            : openStatus({ early }, now),
      trust,
      postedAt: before?.postedAt ?? Math.min(item.postedAt, now),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    }
    await this.#publish(gig, async (transaction) => {
      await store.put(transaction, gig, closesAt)
      await store.putItem(transaction, itemRow(key, gig.id, hash, item, now))
      if (before === undefined) return
      await store.refineAnew(transaction, gig.id)
      await this.#editAlerts(transaction, gig)
    })
    this.#deps.metrics.gigsStored.inc()
    return gig
  }

  /**
   * Reads a gig again: by the rules, with what a model made of the same words, where that is given; a person's own corrections
   * stand above both. @throws NotFoundError when it has gone.
   */
  async reread(read: Gig, by?: { model: string; refinement: Refinement }): Promise<Gig> {
    const { queries, store, now } = this.#deps
    const gig = await store.get(read.id)
    if (gig === undefined) throw new NotFoundError('gig', read.id)
    // Its words changed meanwhile: then they wait to be read themselves.
    if (gig.title !== read.title || gig.text !== read.text) return gig
    const parsed = parseGig(gig.title, gig.text, gig.postedAt)
    const reread: Gig = {
      ...gig,
      parsed: corrected(
        by === undefined ? parsed : refined(parsed, by.refinement),
        await store.correctionsOf(queries, gig.id),
      ),
      refinedBy: by?.model ?? null,
      updatedAt: now(),
    }
    await this.#publish(reread, async (transaction) => {
      await store.setParsed(transaction, reread)
      await this.#editAlerts(transaction, reread)
    })
    return reread
  }

  /** Closes a gig at once. */
  async close(gig: Gig): Promise<Gig> {
    const closed: Gig = { ...gig, status: 'closed', updatedAt: this.#deps.now() }
    await this.decide(gig, closed, () => Promise.resolve())
    return closed
  }

  /**
   * The time among members of its niches is over: everybody sees it, and hears of it. `record`: what else belongs into the same
   * transaction.
   */
  async open(gig: Gig, record?: (transaction: Queries) => Promise<void>): Promise<Gig> {
    const { store, now } = this.#deps
    const at = now()
    const opened: Gig = { ...gig, status: 'open', early: null, updatedAt: at }
    await this.#publish(
      opened,
      async (transaction) => {
        if (!(await store.open(transaction, gig.id, at)))
          throw new HubError('conflict', 'This gig is not waiting any more.')
        // Cards that were sent say no more that only some see it.
        await this.#editAlerts(transaction, opened)
        await record?.(transaction)
      },
      at,
    )
    return opened
  }

  /**
   * A person decided about a gig as it `was`. `record`: what else belongs into the same transaction.
   * @throws HubError 'conflict' when somebody else decided meanwhile.
   */
  async decide(was: Gig, gig: Gig, record: (transaction: Queries) => Promise<void>): Promise<void> {
    await this.#publish(gig, async (transaction) => {
      if (!(await this.#deps.store.setStatus(transaction, was, gig)))
        throw new HubError('conflict', 'Somebody else has just decided about this gig.')
      await this.#editAlerts(transaction, gig)
      await record(transaction)
    })
  }

  /** Open gigs that say the same, from whatever source and client. */
  async #alike(communityId: string, item: IncomingGig): Promise<Gig[]> {
    const { store, duplicates } = this.#deps
    const candidates = await store.getAll(duplicates.candidates(communityId, item.text))
    return candidates.filter((gig) => likeness(gig, item).duplicate)
  }

  async #clientSignals(communityId: string, { company, postedBy }: IncomingGig): Promise<TrustSignal[]> {
    const key = clientKey({ company, postedBy: postedBy ?? null })
    return key === undefined ? [] : clientSignals(await this.#deps.reviews.numbers(communityId, key))
  }

  /** The niches that a gig was posted to or that ask for its like, and the longest of their windows. */
  async #nichesOf(
    communityId: string,
    gig: Pick<IncomingGig, 'title' | 'text' | 'nicheIds'> & Pick<Gig, 'parsed'>,
  ): Promise<{ ids: string[]; hours: number }> {
    const rules = await this.#deps.niches.rulesOf(communityId)
    const own = rules.filter((rule) => gig.nicheIds?.includes(rule.id) === true || rule.matches(gig))
    return { ids: own.map(({ id }) => id), hours: Math.max(0, ...own.map(({ earlyHours }) => earlyHours)) }
  }

  /**
   * Stores a gig and, in the same transaction, the alerts that it leads to; then tells those who may see it. `newSince`: when it
   * became news.
   */
  async #publish(
    gig: Gig,
    store: (transaction: Queries) => Promise<void>,
    newSince: number = gig.postedAt,
  ): Promise<void> {
    const { queries, news, channels, access } = this.#deps
    const audience = await access.audienceOf(gig)
    // Scores count how rare a skill is: they must see the gig that they are for, as its page will.
    this.#show(gig)
    const told = await news.of(gig, newSince, audience)
    try {
      await queries.transaction().execute(async (transaction) => {
        await store(transaction)
        await news.plan(transaction, gig, told)
        await channels.plan(transaction, gig, newSince)
      })
    } catch (error) {
      const stored = await this.#deps.store.get(gig.id)
      this.#show(stored ?? { ...gig, status: 'closed' })
      throw error
    }
    news.tell(gig, told)
    this.#changed(gig, audience)
  }

  /** In memory, where it is found by whom it suits; or no more. */
  #show(gig: Gig): void {
    const { index, duplicates } = this.#deps
    if (isTakeable(gig)) {
      index.setGig(gig)
      duplicates.set(gig)
    } else {
      index.removeGig(gig)
      duplicates.delete(gig)
    }
  }

  /** Closes what is past its day. */
  async closePast(): Promise<void> {
    const { queries, store, now } = this.#deps
    const closed = await queries.transaction().execute(async (transaction) => {
      const past = await store.closePast(transaction, now())
      for (const gig of past) await this.#editAlerts(transaction, gig)
      return past
    })
    for (const gig of closed) {
      this.#show(gig)
      this.#changed(gig, await this.#deps.access.audienceOf(gig))
    }
  }

  async #editAlerts(queries: Queries, gig: Gig): Promise<void> {
    const feedback = await this.#deps.store.feedbackOn(queries, gig.id)
    await this.#deps.editAlerts(queries, gig.id, (card, memberId) =>
      changedCard(card, gig, memberId === null ? null : (feedback.get(memberId) ?? null)),
    )
  }

  /** Even that there is something new is told only to those who may see it. */
  #changed({ id: gigId, communityId, postedBy }: Gig, audience: ReadonlySet<string> | undefined): void {
    const { live, events } = this.#deps
    if (audience === undefined) live.toCommunity(communityId, 'gig:changed', { communityId, gigId })
    else {
      const told = new Set([...audience, ...(postedBy === null ? [] : [postedBy])])
      for (const memberId of told) live.toMember(memberId, 'gig:changed', { communityId, gigId })
    }
    events.publish('gig:changed', { communityId, gigId })
  }
}

/** Nobody but members of its niches sees a gig at first, or ever. */
function earlyFor({ membersOnly, nicheIds }: IncomingGig, hours: number, now: number): Gig['early'] {
  if (membersOnly === true && nicheIds !== undefined && nicheIds.length > 0) return { until: null }
  return hours === 0 ? null : { until: now + hours * HOUR_MS }
}

/** A day's end wherever somebody may be who applies. */
function endOfDay(day: string | null): number | null {
  return day === null ? null : Date.parse(`${day}T23:59:59Z`) + 12 * HOUR_MS
}

interface ItemKey {
  communityId: string
  sourceKey: string
  externalId: string
}

function itemRow(key: ItemKey, gigId: string, hash: string, item: IncomingGig, now: number): GigTables['gig_items'] {
  return {
    community_id: key.communityId,
    source_key: key.sourceKey,
    external_id: key.externalId,
    gig_id: gigId,
    hash,
    raw: JSON.stringify(item),
    seen_at: now,
  }
}

/** Whether an item comes from where its gig was taken from first. */
function isOwnSource(gig: Gig, { source }: IncomingGig): boolean {
  return gig.source.feedId === source.feedId && gig.source.name === source.name
}
