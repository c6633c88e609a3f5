import type { Decision, ModerationAction, Rule, Subject } from '../../shared/moderation.ts'
import type { Queries } from '../platform/database.ts'
import type { ModerationTables } from './moderation-tables.ts'

export type CaseRow = ModerationTables['moderation_cases']
type Stored = ModerationTables['moderation_decisions']
/** A decision with what it is about. */
export type DecisionRow = Stored &
  Pick<CaseRow, 'kind' | 'subject_id' | 'place_id' | 'title' | 'text' | 'path' | 'niche_ids' | 'author_id'> & {
    community_name: string
  }

/** Whoever waits for longer has accepted it. */
const APPEALABLE_MS = 30 * 86_400_000

export function decisionsIn(queries: Queries) {
  return queries
    .selectFrom('moderation_decisions')
    .innerJoin('moderation_cases', 'moderation_cases.id', 'moderation_decisions.case_id')
    .innerJoin('communities', 'communities.id', 'moderation_decisions.community_id')
    .selectAll('moderation_decisions')
    .select([
      'moderation_cases.kind',
      'moderation_cases.subject_id',
      'moderation_cases.place_id',
      'moderation_cases.title',
      'moderation_cases.text',
      'moderation_cases.path',
      'moderation_cases.niche_ids',
      'moderation_cases.author_id',
      'communities.name as community_name',
    ])
}

export function subjectOf({ kind, subject_id, place_id }: Pick<CaseRow, 'kind' | 'subject_id' | 'place_id'>): Subject {
  return { kind: kind as Subject['kind'], id: subject_id, placeId: place_id }
}

export function nichesOf({ niche_ids }: Pick<CaseRow, 'niche_ids'>): string[] {
  return JSON.parse(niche_ids) as string[]
}

/** As the one whom it is about reads it. */
export function toDecision(row: DecisionRow, now: number): Decision {
  return {
    id: row.id,
    communityId: row.community_id,
    communityName: row.community_name,
    subject: subjectOf(row),
    title: row.title,
    text: row.text,
    path: row.path,
    action: row.action as ModerationAction,
    rule: row.rule as Rule,
    reason: row.reason,
    at: row.at,
    until: row.until,
    liftedAt: row.lifted_at,
    appeal:
      row.appeal_state === null
        ? null
        : {
            words: row.appeal_words ?? '',
            at: row.appeal_at ?? row.at,
            state: row.appeal_state as NonNullable<Decision['appeal']>['state'],
            reason: row.appeal_reason,
            decidedAt: row.appeal_decided_at,
          },
    mayAppeal:
      row.action !== 'dismiss' && row.lifted_at === null && row.appeal_state === null && now - row.at < APPEALABLE_MS,
  }
}
