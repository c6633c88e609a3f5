import type { ChatCardDetails } from '../../shared/bot-work.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock } from '../text/rich-text.ts'

const TITLE = 120
const DESCRIPTION = 400
const COMMENT = 200

/** A card with what is said on it. */
export function cardPanel({ card, column, description, comments, commentCount, url }: ChatCardDetails): Panel {
  const facts = [column, ...card.assignees, ...(card.dueOn === null ? [] : [`due ${card.dueOn}`])].map(oneLine)
  const text = clip(description.trim(), DESCRIPTION)
  return {
    text: [
      paragraph({ text: clip(oneLine(card.title), TITLE) || 'without a title', bold: true, href: url }),
      paragraph(clip(facts.join(' · '), TITLE)),
      ...(text === '' ? [] : [paragraph(text)]),
      ...commentBlocks(comments, commentCount),
    ],
    controls: [{ kind: 'link', label: 'Open the card', url }],
  }
}

function commentBlocks(comments: ChatCardDetails['comments'], count: number): RichBlock[] {
  if (comments.length === 0) return [paragraph({ text: 'Nobody has commented on it yet.', italic: true })]
  const title = count > comments.length ? `The last ${comments.length} of ${count} comments` : 'Comments'
  return [
    paragraph({ text: title, bold: true }),
    list(
      comments.map(({ author, text }) => [
        { text: clip(oneLine(author), 60) || 'Somebody', bold: true },
        `: ${clip(oneLine(text), COMMENT)}`,
      ]),
    ),
  ]
}
