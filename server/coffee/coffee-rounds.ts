import { setImmediate } from 'node:timers/promises'
import { coffeeSettings, type CoffeeSettings, type Unpaired } from '../../shared/coffee.ts'
import { atLeast } from '../../shared/members.ts'
import type { Profile } from '../../shared/profiles.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import { languageName } from '../../shared/translation-notes.ts'
import type { Personal } from '../deliveries/alert-delivery.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { CoffeeService } from './coffee-service.ts'
import { wordsIn } from './coffee-words.ts'
import { freeHours, someOf } from './free-hours.ts'
import { type Group, MOST_AT_ONCE, pairMembers, type Person } from './pair-members.ts'
import { roundOf } from './round-times.ts'

const DAY_MS = 86_400_000
/** A round that no hub was there for takes place as long as that later. */
const LATEST_MS = 7 * DAY_MS
const PATH = '/coffee'

export interface CoffeeRoundsDeps {
  queries: Queries
  coffee: CoffeeService
  members: MemberService
  profiles: ProfileService
  notices: AnnouncementNotices
  /** To the first of a member's platforms that works. */
  deliver: (queries: Queries, message: Personal) => Promise<boolean>
  publicUrl: () => string
  log: Log
  now: () => number
  newId: () => string
}

interface Taking {
  id: string
  name: string
  profile: Profile | undefined
  languages: readonly string[]
  contacts: readonly { platform: string; name: string }[]
}

interface Message {
  memberId: string
  title: string
  /** For the inbox. */
  excerpt: string
  content: Personal['content']
}

/** Brings together, once a month in each community that wants it, who takes part. */
export class CoffeeRounds {
  readonly #deps: CoffeeRoundsDeps

  constructor(deps: CoffeeRoundsDeps) {
    this.#deps = deps
  }

  async look(): Promise<void> {
    const { queries, now, log } = this.#deps
    const rows = await queries.selectFrom('coffee_settings').selectAll().execute()
    for (const { community_id: communityId, data, changed_at } of rows) {
      const settings = coffeeSettings.parse(JSON.parse(data))
      const { month, at } = roundOf(settings, now())
      if (!settings.enabled || at > now() || at <= changed_at || now() - at > LATEST_MS) continue
      try {
        if (!(await this.#tookPlace(communityId, month))) await this.#hold(communityId, settings, month)
      } catch (error) {
        log.error({ err: error, communityId }, 'coffee round not held')
      }
    }
  }

  async #tookPlace(communityId: string, month: string): Promise<boolean> {
    const row = await this.#deps.queries
      .selectFrom('coffee_rounds')
      .select('month')
      .where('community_id', '=', communityId)
      .where('month', '=', month)
      .executeTakeFirst()
    return row !== undefined
  }

  async #hold(communityId: string, { timeZone }: CoffeeSettings, month: string): Promise<void> {
    const { queries, now, newId, notices, deliver } = this.#deps
    const taking = await this.#taking(communityId, month)
    // From tomorrow on: nobody is asked to meet within the hour.
    const from = Math.ceil((now() + DAY_MS) / 3_600_000) * 3_600_000
    const { groups, left } = await this.#pair(communityId, taking, from)
    const byId = new Map(taking.map((one) => [one.id, one]))
    const messages = [
      ...groups.flatMap((group) => this.#messagesOf(communityId, group, byId, from)),
      ...left.flatMap(({ id, reason }) => this.#regretsTo(byId.get(id), reason)),
    ]
    const shows = await queries.transaction().execute(async (transaction) => {
      // Once a month, whoever else tries.
      const claimed = await transaction
        .insertInto('coffee_rounds')
        .values({ community_id: communityId, month, at: now() })
        .onConflict((conflict) => conflict.columns(['community_id', 'month']).doNothing())
        .executeTakeFirst()
      if (Number(claimed.numInsertedOrUpdatedRows ?? 0) === 0) return []
      for (const { ids, language, hours } of groups) {
        const id = newId()
        const times = JSON.stringify(someOf(hours, from))
        await transaction
          .insertInto('coffee_groups')
          .values({ id, community_id: communityId, month, language, times })
          .execute()
        await transaction
          .insertInto('coffee_group_members')
          .values(ids.map((memberId) => ({ group_id: id, member_id: memberId, met: 0 })))
          .execute()
      }
      const reasons = new Map(left.map(({ id, reason }) => [id, reason]))
      for (const { id } of taking) {
        const unpaired = reasons.get(id) ?? null
        await transaction.updateTable('coffee_members').set({ unpaired }).where('member_id', '=', id).execute()
      }
      const done = []
      for (const { memberId, title, excerpt, content } of messages) {
        const key = `coffee:${month}`
        await deliver(transaction, {
          communityId,
          memberId,
          platforms: ['discord', 'slack'],
          content,
          dedupeKey: `${key}:${memberId}`,
        })
        const told = [{ memberId, title, excerpt }]
        done.push(
          await notices.tell(transaction, { communityId, kind: 'event', actor: undefined, path: PATH, key, told }),
        )
      }
      return done
    })
    for (const show of shows) await show()
    this.#deps.log.info({ communityId, month, timeZone, groups: groups.length, left: left.length }, 'coffee round held')
  }

  async #taking(communityId: string, month: string): Promise<Taking[]> {
    const { queries, members, profiles, coffee } = this.#deps
    const rows = await queries
      .selectFrom('coffee_members')
      .innerJoin('members', 'members.id', 'coffee_members.member_id')
      .select(['member_id', 'languages'])
      .where('members.community_id', '=', communityId)
      .where('is_on', '=', 1)
      .where((eb) => eb.or([eb('skips', 'is', null), eb('skips', '!=', month)]))
      .orderBy('member_id')
      .execute()
    const taking: Taking[] = []
    for (const { member_id: id, languages } of rows) {
      const [member, profile] = [await members.get(id), await profiles.get(id)]
      if (member === undefined || !atLeast(member.role, 'member')) continue
      const chosen = JSON.parse(languages) as string[]
      const known = profile?.languages ?? []
      const spoken = chosen.length === 0 ? known : known.filter((language) => chosen.includes(language))
      taking.push({ id, name: member.name, profile, languages: spoken, contacts: await coffee.contactsOf(id) })
    }
    return taking
  }

  /** Of very many, in parts that are drawn anew each time. */
  async #pair(communityId: string, taking: readonly Taking[], from: number) {
    const people = taking.flatMap(({ id, profile, languages }): Person[] =>
      profile === undefined ? [] : [{ id, languages, hours: freeHours(profile, from) }],
    )
    const met = await this.#meetings(communityId)
    const groups: Group[] = []
    const left: { id: string; reason: Unpaired }[] = taking
      .filter(({ profile }) => profile === undefined)
      .map(({ id }) => ({ id, reason: 'profile' }))
    for (const part of partsOf(people)) {
      const paired = pairMembers(part, met)
      groups.push(...paired.groups)
      left.push(...paired.left)
      // Others get their turn between.
      await setImmediate()
    }
    return { groups, left }
  }

  async #meetings(communityId: string): Promise<(one: string, other: string) => number> {
    const rows = await this.#deps.queries
      .selectFrom('coffee_group_members as one')
      .innerJoin('coffee_group_members as other', 'other.group_id', 'one.group_id')
      .innerJoin('coffee_groups', 'coffee_groups.id', 'one.group_id')
      .select([
        'one.member_id as first',
        'other.member_id as second',
        ({ fn }) => fn.countAll<number | string>().as('times'),
      ])
      .where('coffee_groups.community_id', '=', communityId)
      .whereRef('one.member_id', '<', 'other.member_id')
      .groupBy(['one.member_id', 'other.member_id'])
      .execute()
    const counts = new Map(rows.map(({ first, second, times }) => [`${first} ${second}`, Number(times)]))
    return (one, other) => counts.get(one < other ? `${one} ${other}` : `${other} ${one}`) ?? 0
  }

  #messagesOf(
    communityId: string,
    { ids, language, hours }: Group,
    byId: ReadonlyMap<string, Taking>,
    from: number,
  ): Message[] {
    const words = wordsIn(language)
    const people = ids.flatMap((id) => byId.get(id) ?? [])
    const times = someOf(hours, from)
    return people.map((person) => {
      const others = people.filter(({ id }) => id !== person.id)
      const names = others.map(({ name }) => plain(name)).join(' & ')
      const title = words.title(others.map(({ name }) => name).join(' & '))
      const contacts = others.flatMap(({ name, contacts: known }) =>
        known.map((contact) => `${plain(name)}: ${plain(contact.name)} (${platformName(contact.platform)})`),
      )
      const markdown = [
        words.intro(names, languageName(language, language)),
        ...(contacts.length === 0 ? [] : [`${words.reach}:\n${contacts.map((line) => `- ${line}`).join('\n')}`]),
        `${words.times}:\n${times.map((at) => `- ${onEachClock(at, person, others, language)}`).join('\n')}`,
      ].join('\n\n')
      const hubUrl = `${this.#deps.publicUrl()}${PATH}`
      const content = { type: 'coffee', communityId, markdown, labels: words.labels, hubUrl } as const
      const excerpt = `${words.times}: ${times.map((at) => onEachClock(at, person, [], language)).join(' · ')}`
      return { memberId: person.id, title, excerpt: excerpt.replaceAll('**', ''), content }
    })
  }

  #regretsTo(person: Taking | undefined, reason: Unpaired): Message[] {
    if (person === undefined) return []
    const words = wordsIn(person.profile?.languages[0] ?? 'en')
    const said = words.unpaired[reason]
    const markdown = `**${words.noneTitle}**\n${said}\n${this.#deps.publicUrl()}${PATH}`
    return [{ memberId: person.id, title: words.noneTitle, excerpt: said, content: { type: 'text', markdown } }]
  }
}

/** 'Mon, 30 Mar, 15:00 (Europe/Berlin) · Ana: 09:00 (America/Bogota)' */
function onEachClock(at: number, person: Taking, others: readonly Taking[], language: string): string {
  const zoneOf = ({ profile }: Taking) => profile?.timeZone ?? 'UTC'
  const format = (timeZone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(primaryLanguage(language), { ...options, timeZone }).format(at)
  const day = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const
  const own = `**${format(zoneOf(person), day)}** (${zoneOf(person)})`
  const theirs = others
    .filter((other) => zoneOf(other) !== zoneOf(person))
    .map((other) => {
      const short = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const
      return `${plain(other.name)}: ${format(zoneOf(other), short)} (${zoneOf(other)})`
    })
  return [own, ...theirs].join(' · ')
}

/** Parts of equal size, at most `MOST_AT_ONCE`, drawn by lot when there are several. */
function partsOf(people: readonly Person[]): Person[][] {
  const count = Math.ceil(people.length / MOST_AT_ONCE)
  if (count <= 1) return [[...people]]
  const drawn = people
    .map((person) => ({ person, lot: Math.random() }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ person }) => person)
  const size = Math.ceil(drawn.length / count)
  return Array.from({ length: count }, (_, at) => drawn.slice(at * size, (at + 1) * size))
}

/** Names bring no link and no emphasis of their own. */
function plain(text: string): string {
  return text.replace(/[\\`*_~[\]()<>|#]/g, String.raw`\$&`)
}

function platformName(platform: string): string {
  return platform.charAt(0).toUpperCase() + platform.slice(1)
}
