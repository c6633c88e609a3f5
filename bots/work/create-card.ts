import type { ChosenMessage, Field, MessageAction } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { clip, oneLine } from '../text/clip.ts'
import { addCard, TITLE_FIELD, withBoard } from './board-command.ts'
import { boardField, columnField, pick } from './board-fields.ts'

const TITLE = 200
const TEXT = 3000
const LONGEST_THREAD = 12_000

const TEXT_FIELD: Field = {
  name: 'text',
  label: 'Description',
  description: 'What the card says below its title',
  kind: 'text',
  required: false,
}

/** Makes a card of a message: with its text, its thread, and a link back. */
export function createCard(hub: HubRequests): MessageAction {
  return {
    id: 'create_card',
    label: 'Create card',
    fields: [boardField(hub), columnField(hub, false), TITLE_FIELD, TEXT_FIELD],
    prefill({ text }) {
      const [first = ''] = text.trim().split('\n')
      return { title: clip(oneLine(first), TITLE), text: clip(text.trim(), TEXT) }
    },
    run: (person, values, message) =>
      withBoard(hub, person, values, (board) => {
        const column = values['column']
        const columnId = column === undefined ? null : pick(board.columns, column, 'column', ({ name }) => name).id
        const description = descriptionOf(values['text'] ?? '', message)
        return addCard(hub, person, { boardId: board.id, columnId, title: values['title'] ?? '', description })
      }),
  }
}

function descriptionOf(text: string, { permalink, thread }: ChosenMessage): string {
  const said = clip(thread.map((line) => `> ${line.replaceAll('\n', '\n> ')}`).join('\n\n'), LONGEST_THREAD)
  return [text.trim(), said, permalink ?? ''].filter((part) => part !== '').join('\n\n')
}
