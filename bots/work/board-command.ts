import type { ChatBoard, ChatCard } from '../../shared/bot-work.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson, Unlinked } from '../../shared/platform-person.ts'
import type { Action, Command, Field, Values } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock, type Span } from '../text/rich-text.ts'
import { cardPanel } from './card-panel.ts'
import { boardField, cardField, cardsOf, columnField, HUB_ID, memberField, pick } from './board-fields.ts'

const SHOWN_PER_COLUMN = 8
const TITLE = 120

export const TITLE_FIELD: Field = {
  name: 'title',
  label: 'Title',
  description: 'What is to be done',
  kind: 'line',
  required: true,
}

const COMMENT_FIELD: Field = {
  name: 'text',
  label: 'Comment',
  description: 'What you want to say',
  kind: 'text',
  required: true,
}

export function boardCommand(hub: HubRequests): Command {
  return {
    name: 'board',
    description: 'See and change the boards of your communities',
    actions: [listAction(hub), cardAction(hub), addAction(hub), moveAction(hub), assignAction(hub), commentAction(hub)],
  }
}

function listAction(hub: HubRequests): Action {
  return {
    name: 'list',
    description: 'Show a board with its cards',
    fields: [boardField(hub)],
    run: (person, values) =>
      withBoard(hub, person, values, async (board) => ({
        text: [
          paragraph({ text: name(board.title), bold: true, href: board.url }),
          ...board.columns.flatMap(columnBlocks),
        ],
        controls: [{ kind: 'link', label: 'Open the board', url: board.url }],
      })),
  }
}

function addAction(hub: HubRequests): Action {
  return {
    name: 'add',
    description: 'Add a card to a board',
    fields: [boardField(hub), TITLE_FIELD, columnField(hub, false)],
    run: (person, values) =>
      withBoard(hub, person, values, (board) => {
        const column = values['column']
        const columnId = column === undefined ? null : pick(board.columns, column, 'column', ({ name: one }) => one).id
        return addCard(hub, person, { boardId: board.id, columnId, title: values['title'] ?? '', description: '' })
      }),
  }
}

function moveAction(hub: HubRequests): Action {
  return {
    name: 'move',
    description: 'Move a card to another column',
    fields: [boardField(hub), cardField(hub), columnField(hub, true)],
    run: (person, values) =>
      withBoard(hub, person, values, async (board) => {
        const card = pick(cardsOf(board), values['card'] ?? '', 'card', ({ title }) => title)
        const column = pick(board.columns, values['column'] ?? '', 'column', ({ name: one }) => one)
        const change = { type: 'move', cardId: card.id, columnId: column.id } as const
        const answer = await hub.request('boards:change', { person, boardId: board.id, change })
        return answer.linked ? donePanel(answer, 'is now in', [answer.column]) : linkPanel(answer)
      }),
  }
}

function assignAction(hub: HubRequests): Action {
  return {
    name: 'assign',
    description: 'Put somebody on a card',
    fields: [boardField(hub), cardField(hub), memberField(hub)],
    run: (person, values) =>
      withBoard(hub, person, values, async (board) => {
        const card = pick(cardsOf(board), values['card'] ?? '', 'card', ({ title }) => title)
        const memberId = await memberOf(hub, person, board.id, values['member'])
        const change = { type: 'assign', cardId: card.id, memberId } as const
        const answer = await hub.request('boards:change', { person, boardId: board.id, change })
        return answer.linked ? donePanel(answer, 'is now with', answer.card.assignees) : linkPanel(answer)
      }),
  }
}

function cardAction(hub: HubRequests): Action {
  return {
    name: 'card',
    description: 'Show a card with its comments',
    fields: [boardField(hub), cardField(hub)],
    run: (person, values) =>
      withBoard(hub, person, values, async (board) => {
        const card = pick(cardsOf(board), values['card'] ?? '', 'card', ({ title }) => title)
        const answer = await hub.request('boards:card', { person, boardId: board.id, cardId: card.id })
        return answer.linked ? cardPanel(answer) : linkPanel(answer)
      }),
  }
}

function commentAction(hub: HubRequests): Action {
  return {
    name: 'comment',
    description: 'Say something on a card',
    fields: [boardField(hub), cardField(hub), COMMENT_FIELD],
    run: (person, values) =>
      withBoard(hub, person, values, async (board) => {
        const card = pick(cardsOf(board), values['card'] ?? '', 'card', ({ title }) => title)
        const text = (values['text'] ?? '').trim()
        if (text === '') throw new HubError('invalid_input', 'A comment needs a text.')
        const answer = await hub.request('boards:comment', { person, boardId: board.id, cardId: card.id, text })
        return answer.linked ? cardPanel(answer) : linkPanel(answer)
      }),
  }
}

/** @throws HubError */
export async function addCard(
  hub: HubRequests,
  person: PlatformPerson,
  { boardId, ...card }: { boardId: string; columnId: string | null; title: string; description: string },
): Promise<Panel> {
  const title = card.title.trim().slice(0, 500)
  if (title === '') throw new HubError('invalid_input', 'A card needs a title.')
  const answer = await hub.request('boards:change', { person, boardId, change: { type: 'add', ...card, title } })
  return answer.linked ? donePanel(answer, 'was added to', [answer.column]) : linkPanel(answer)
}

/** Finds the board that was chosen or named. @throws HubError */
export async function withBoard(
  hub: HubRequests,
  person: PlatformPerson,
  values: Values,
  work: (board: ChatBoard) => Promise<Panel>,
): Promise<Panel> {
  const chosen = values['board'] ?? ''
  const boardId = await boardIdOf(hub, person, chosen)
  if (typeof boardId !== 'string') return linkPanel(boardId)
  const answer = await hub.request('boards:read', { person, boardId })
  return answer.linked ? await work(answer.board) : linkPanel(answer)
}

/** People choose a board, which gives its id, or type its title. @throws HubError */
async function boardIdOf(hub: HubRequests, person: PlatformPerson, chosen: string): Promise<string | Unlinked> {
  if (HUB_ID.test(chosen)) return chosen
  const request = { person, kind: 'board', query: chosen.slice(0, 200), limit: 25 } as const
  const answer = await hub.request('documents:find', request)
  return answer.linked ? pick(answer.documents, chosen, 'board', ({ title }) => title).id : answer
}

async function memberOf(
  hub: HubRequests,
  person: PlatformPerson,
  boardId: string,
  chosen: string | undefined,
): Promise<string | null> {
  if (chosen === undefined) return null
  if (HUB_ID.test(chosen)) return chosen
  const answer = await hub.request('boards:people', { person, boardId, query: chosen.slice(0, 200) })
  return pick(answer.linked ? answer.people : [], chosen, 'member', ({ name: one }) => one).id
}

function donePanel(
  { board, card }: { board: { title: string; url: string }; card: ChatCard },
  what: string,
  to: readonly string[],
): Panel {
  return {
    text: [
      paragraph(
        { text: name(card.title), bold: true },
        ` ${what} ${to.map((one) => oneLine(one)).join(', ')} (`,
        { text: name(board.title), href: board.url },
        ').',
      ),
    ],
    controls: [{ kind: 'link', label: 'Open the board', url: board.url }],
  }
}

function columnBlocks({ name: column, count, cards }: ChatBoard['columns'][number]): RichBlock[] {
  const more = count - Math.min(cards.length, SHOWN_PER_COLUMN)
  const lines = cards.slice(0, SHOWN_PER_COLUMN).map(cardLine)
  return [
    paragraph({ text: `${name(column)} (${count})`, bold: true }),
    ...(lines.length === 0 ? [] : [list(more > 0 ? [...lines, [{ text: `and ${more} more` }]] : lines)]),
  ]
}

function cardLine({ title, assignees, dueOn }: ChatCard): Span[] {
  const facts = [...assignees, ...(dueOn === null ? [] : [`due ${dueOn}`])].map((fact) => oneLine(fact))
  return [{ text: name(title) }, ...(facts.length === 0 ? [] : [{ text: ` · ${clip(facts.join(', '), 100)}` }])]
}

function name(text: string): string {
  return clip(oneLine(text), TITLE) || 'without a title'
}
