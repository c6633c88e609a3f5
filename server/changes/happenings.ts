import type { CardComment, CardContents, Contents, ItemId } from './contents.ts'
import type { Mention } from './rich-text.ts'

/** Something that a person did in a board or a document. `by`: a member's id; null: the hub, or not known any more. */
export type Happening =
  | { kind: 'card.created'; card: CardContents; by: string | null }
  | { kind: 'card.moved'; card: CardContents; fromColumnId: string; by: string | null }
  /** `key`: tells it from another time that the same member was put on the card. */
  | { kind: 'card.assigned'; card: CardContents; memberId: string; key: string; by: string | null }
  | { kind: 'card.commented'; card: CardContents; comment: CardComment; by: string | null }
  /** `card`: undefined where it stands in a document's text. `key`: tells it from any other mention. */
  | {
      kind: 'mentioned'
      card: CardContents | undefined
      memberId: string
      excerpt: string
      key: string
      by: string | null
    }
  | { kind: 'document.changed'; by: string[] }

/** What is kept of a card to tell what has changed. */
export interface SeenCard {
  title: string
  columnId: string
  assignees: string[]
  /** Ids. */
  comments: string[]
  /** Keys. */
  mentions: string[]
}

export interface Seen {
  cards: ReadonlyMap<string, SeenCard>
  /** Keys. */
  mentions: readonly string[]
}

export function seenOf(card: CardContents): SeenCard {
  return {
    title: card.title,
    columnId: card.columnId,
    assignees: card.assignees.map(({ memberId }) => memberId),
    comments: card.comments.map(({ id }) => id),
    mentions: card.mentions.map(mentionKey),
  }
}

/** An item of a document is never written twice, so its place names it. */
export function mentionKey({ memberId, item }: Mention): string {
  return `${memberId}@${placeOf(item)}`
}

function placeOf(item: ItemId | undefined): string {
  return item === undefined ? '' : `${item.client}:${item.clock}`
}

/**
 * Mentions that were not there before. A paragraph that is moved is written anew: as many mentions of a member as went
 * away at the same time are none.
 */
function newMentions(before: readonly string[], now: readonly Mention[]): Mention[] {
  const known = new Set(before)
  const present = new Set(now.map(mentionKey))
  const gone = before.filter((key) => !present.has(key))
  return now.filter((mention) => {
    if (known.has(mentionKey(mention))) return false
    const moved = gone.findIndex((key) => key.startsWith(`${mention.memberId}@`))
    if (moved >= 0) gone.splice(moved, 1)
    return moved < 0
  })
}

/** What happened from `seen` to `now`, card by card in the order of the board. */
export function happeningsBetween(
  seen: Seen,
  now: Contents,
  authorOf: (item: ItemId | undefined) => string | null,
): Happening[] {
  const found: Happening[] = []
  for (const mention of newMentions(seen.mentions, now.mentions)) found.push(mentioned(mention, undefined))
  for (const card of now.cards) {
    const before = seen.cards.get(card.id)
    if (before === undefined) found.push({ kind: 'card.created', card, by: card.createdBy ?? authorOf(card.item) })
    else if (before.columnId !== card.columnId)
      found.push({ kind: 'card.moved', card, fromColumnId: before.columnId, by: authorOf(card.columnItem) })
    for (const { memberId, item } of card.assignees) {
      if (before?.assignees.includes(memberId) === true) continue
      found.push({ kind: 'card.assigned', card, memberId, key: placeOf(item), by: authorOf(item) })
    }
    for (const comment of card.comments) {
      if (before?.comments.includes(comment.id) === true) continue
      found.push({ kind: 'card.commented', card, comment, by: comment.author })
    }
    for (const mention of newMentions(before?.mentions ?? [], card.mentions)) found.push(mentioned(mention, card))
  }
  return found

  function mentioned(mention: Mention, card: CardContents | undefined): Happening {
    const { memberId, excerpt, item } = mention
    return { kind: 'mentioned', card, memberId, excerpt, key: mentionKey(mention), by: authorOf(item) }
  }
}
