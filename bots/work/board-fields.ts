import type { ChatBoard, ChatCard } from '../../shared/bot-work.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Choice, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { clip, oneLine } from '../text/clip.ts'

/** What the hub makes its ids of. Where people type, anything else is taken for a name. */
export const HUB_ID = /^[a-z0-9]{16}$/

const MOST_CHOICES = 25
const LABEL = 75
const LONGEST_VALUE = 100

/** The fields that name a board and what is on it. People choose from them, or type a name. */
export function boardField(hub: HubRequests): Field {
  return {
    name: 'board',
    label: 'Board',
    description: 'Which board',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const request = { person, kind: 'board', query: typed.slice(0, 200), limit: MOST_CHOICES } as const
      const answer = await hub.request('documents:find', request)
      return answer.linked ? answer.documents.flatMap(({ id: value, title }) => choice(title, value)) : []
    },
  }
}

export function cardField(hub: HubRequests): Field {
  return {
    name: 'card',
    label: 'Card',
    description: 'Which card of the board',
    kind: 'line',
    required: true,
    choices: (person, typed, { board }) =>
      onBoard(hub, person, board, ({ columns }) =>
        columns.flatMap(({ name, cards }) =>
          matching(cards, typed, ({ title }) => title).flatMap((card) => choice(`${card.title} · ${name}`, card.id)),
        ),
      ),
  }
}

export function columnField(hub: HubRequests, required: boolean): Field {
  return {
    name: 'column',
    label: 'Column',
    description: required ? 'To which column' : 'In which column; the first, if you do not say',
    kind: 'line',
    required,
    choices: (person, typed, { board }) =>
      onBoard(hub, person, board, ({ columns }) =>
        matching(columns, typed, ({ name }) => name).flatMap(({ id: value, name }) => choice(name, value)),
      ),
  }
}

export function memberField(hub: HubRequests): Field {
  return {
    name: 'member',
    label: 'Member',
    description: 'Whom; you, if you do not say',
    kind: 'line',
    required: false,
    choices: async (person, typed, { board }) => {
      if (board === undefined || !HUB_ID.test(board)) return []
      const answer = await hub.request('boards:people', { person, boardId: board, query: typed.slice(0, 200) })
      return answer.linked ? answer.people.flatMap(({ id: value, name }) => choice(name, value)) : []
    },
  }
}

/** @returns the id of what was chosen, or of the only thing of that name. @throws HubError 'not_found'. */
export function pick<T extends { id: string }>(
  all: readonly T[],
  value: string,
  what: string,
  nameOf: (one: T) => string,
): T {
  const chosen = all.find((one) => one.id === value)
  if (chosen !== undefined) return chosen
  const named = all.filter((one) => nameOf(one).trim().toLowerCase() === value.trim().toLowerCase())
  if (named.length === 1 && named[0] !== undefined) return named[0]
  const found = named.length === 0 ? 'There is no' : 'There is more than one'
  throw new HubError(
    'invalid_input',
    `${found} ${what} of the name ‘${clip(oneLine(value), 80)}’. Choose one from the list.`,
  )
}

export function cardsOf({ columns }: ChatBoard): ChatCard[] {
  return columns.flatMap(({ cards }) => cards)
}

async function onBoard(
  hub: HubRequests,
  person: PlatformPerson,
  board: string | undefined,
  choices: (board: ChatBoard) => Choice[],
): Promise<Choice[]> {
  if (board === undefined || !HUB_ID.test(board)) return []
  const answer = await hub.request('boards:read', { person, boardId: board })
  return answer.linked ? choices(answer.board).slice(0, MOST_CHOICES) : []
}

function matching<T>(all: readonly T[], typed: string, nameOf: (one: T) => string): T[] {
  const wanted = typed.trim().toLowerCase()
  return all.filter((one) => nameOf(one).toLowerCase().includes(wanted))
}

function choice(label: string, value: string): Choice[] {
  if (value.length > LONGEST_VALUE) return []
  return [{ label: clip(oneLine(label), LABEL) || 'without a title', value }]
}
