import type { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { SeenCard } from '../changes/happenings.ts'
import { pathOf } from '../../shared/links.ts'
import type { Member } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import { type DigestSection, plain } from './digest-pages.ts'
import { digestWords } from './digest-words.ts'

export interface DigestSourcesDeps {
  queries: Queries
  /** Whether a member may read the row of `documents` at hand, as SQL. */
  readableBy: (member: Pick<Member, 'id' | 'role'>) => ReturnType<typeof sql<boolean>>
  publicUrl: () => string
}

export interface DigestReader {
  member: Member
  language: string
  timeZone: string
  isWeekly: boolean
}

/** From one digest to the next: nothing is in both. */
export interface Span {
  since: number
  until: number
}

const SHOWN = 10
const EXCERPT = 120
/** What has been overdue for longer is known by now. */
const PAST_DAYS = 7
const MAX_CARDS = 200

/** What a digest tells beside gigs. */
export class DigestSources {
  readonly #deps: DigestSourcesDeps

  constructor(deps: DigestSourcesDeps) {
    this.#deps = deps
  }

  /** What was announced then, and has not been read in the hub meanwhile; newest first. */
  async announcements({ member }: DigestReader, span: Span): Promise<DigestSection> {
    const rows = await this.#unread(member.id, ['announcement'], span)
    const entries = rows.map(({ title, excerpt, path }) => `${this.#link(title, path)}\n${plain(cut(excerpt))}`)
    return this.#section('announcements', entries, '/announcements')
  }

  /** Who mentioned the member then or answered, and was not read meanwhile; newest first. */
  async mentions({ member, language }: DigestReader, span: Span): Promise<DigestSection> {
    const words = digestWords(language)
    const rows = await this.#unread(member.id, ['mention', 'reply'], span)
    const entries = rows.map(({ kind, title, excerpt, path, name }) => {
      const who = plain(name ?? words.somebody)
      const said = kind === 'mention' ? words.mention(who) : words.reply(who)
      return `${said}: ${this.#link(title, path)}${excerpt === '' ? '' : `\n${plain(cut(excerpt))}`}`
    })
    return this.#section('mentions', entries, '/inbox')
  }

  /** The member's cards that are overdue, or due until the next digest; the oldest first. */
  async due({ member, language, timeZone, isWeekly }: DigestReader, now: number): Promise<DigestSection> {
    const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day')
    const rows = await this.#deps.queries
      .selectFrom('seen_cards')
      .innerJoin('documents', 'documents.id', 'seen_cards.document_id')
      .leftJoin('document_grants', (join) =>
        join.onRef('document_grants.document_id', '=', 'documents.id').on('document_grants.member_id', '=', member.id),
      )
      .select(['seen_cards.document_id', 'card_id', 'due_on', 'state'])
      .where('due_on', '>=', today.minus({ days: PAST_DAYS }).toISODate())
      .where('due_on', '<=', today.plus({ days: isWeekly ? 6 : 0 }).toISODate())
      // Ids are nobody else's and contain nothing that LIKE reads.
      .where('state', 'like', `%"${member.id}"%`)
      .where('documents.community_id', '=', member.communityId)
      .where('archived_at', 'is', null)
      .where(this.#deps.readableBy(member))
      .orderBy('due_on')
      .orderBy('card_id')
      .limit(MAX_CARDS)
      .execute()
    const words = digestWords(language)
    const entries = rows.flatMap(({ document_id: documentId, card_id: cardId, due_on: dueOn, state }) => {
      const { title, assignees } = JSON.parse(state) as SeenCard
      if (!assignees.includes(member.id) || dueOn === null) return []
      const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(dueOn))
      const iso = today.toISODate() ?? ''
      const when = dueOn === iso ? words.today : dueOn < iso ? words.overdue(day) : words.dueOn(day)
      return [`${this.#link(title, pathOf({ documentId, cardId }))} · ${when}`]
    })
    return this.#section('due', entries, '/boards')
  }

  async #unread(memberId: string, kinds: readonly string[], { since, until }: Span) {
    return await this.#deps.queries
      .selectFrom('notifications')
      .leftJoin('members', 'members.id', 'notifications.actor_id')
      .select(['kind', 'title', 'excerpt', 'path', 'members.name as name'])
      .where('member_id', '=', memberId)
      .where('kind', 'in', kinds)
      .where('read_at', 'is', null)
      .where('created_at', '>=', since)
      .where('created_at', '<', until)
      .orderBy('notifications.id', 'desc')
      .limit(MAX_CARDS)
      .execute()
  }

  #section(kind: DigestSection['kind'], all: readonly string[], path: string): DigestSection {
    return {
      kind,
      entries: all.slice(0, SHOWN),
      more: Math.max(0, all.length - SHOWN),
      url: `${this.#deps.publicUrl()}${path}`,
    }
  }

  #link(title: string, path: string): string {
    return `[${plain(title)}](${this.#deps.publicUrl()}${path})`
  }
}

function cut(text: string): string {
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1)}…`
}
