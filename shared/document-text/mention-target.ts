export const MENTION_KINDS = ['member', 'document', 'board', 'card', 'gig'] as const
export type MentionKind = (typeof MENTION_KINDS)[number]

export interface MentionTarget {
  kind: MentionKind
  id: string
  /** Of a card: its board. */
  boardId: string | null
  /** What it was called when it was mentioned. */
  label: string
}

/** Where a mention leads in the web client. */
export function mentionPath({ kind, id, boardId }: Pick<MentionTarget, 'kind' | 'id' | 'boardId'>): string {
  if (kind === 'member') return `/members#${id}`
  if (kind === 'document') return `/documents/${id}`
  if (kind === 'board') return `/boards/${id}`
  if (kind === 'gig') return `/gigs/${id}`
  return `/boards/${boardId ?? ''}?card=${id}`
}

const ID = '([A-Za-z0-9][A-Za-z0-9_.~-]{0,127})'
const PATHS: readonly [MentionKind, RegExp][] = [
  ['member', new RegExp(`^/members#${ID}$`)],
  ['document', new RegExp(`^/documents/${ID}$`)],
  ['board', new RegExp(`^/boards/${ID}$`)],
  ['gig', new RegExp(`^/gigs/${ID}$`)],
]
const CARD_PATH = new RegExp(`^/boards/${ID}\\?card=${ID}$`)

/** Undefined for what is no path of a mention. */
export function mentionOfPath(path: string, label: string): MentionTarget | undefined {
  const card = CARD_PATH.exec(path)
  if (card !== null) return { kind: 'card', id: card[2] ?? '', boardId: card[1] ?? '', label }
  for (const [kind, pattern] of PATHS) {
    const id = pattern.exec(path)?.[1]
    if (id !== undefined) return { kind, id, boardId: null, label: kind === 'member' ? label.replace(/^@/, '') : label }
  }
  return undefined
}

/** Reads attributes that any client may have written. */
export function readMention(attrs: Record<string, unknown>): MentionTarget {
  const kind = MENTION_KINDS.find((known) => known === attrs['kind']) ?? 'document'
  const text = (name: string) => (typeof attrs[name] === 'string' ? attrs[name] : '')
  return { kind, id: text('id'), boardId: text('boardId') === '' ? null : text('boardId'), label: text('label') }
}

/** What is read and shown of a mention: members have an '@' before their name. */
export function mentionText({ kind, label }: Pick<MentionTarget, 'kind' | 'label'>): string {
  return kind === 'member' ? `@${label}` : label
}
