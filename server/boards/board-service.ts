import { addCard, type Board, initBoard, readBoard } from '../../shared/board.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { SyncService } from '../sync/sync-service.ts'

export interface BoardServiceDeps {
  sync: SyncService
  now: () => number
  newId: () => string
}

/** Boards as data, for the API and bots. Who may is checked by the caller. */
export class BoardService {
  readonly #deps: BoardServiceDeps

  constructor(deps: BoardServiceDeps) {
    this.#deps = deps
  }

  /** Gives a new board its first columns. */
  async init(documentId: string, author: string | null): Promise<void> {
    await this.#deps.sync.edit(documentId, author, (doc) => initBoard(doc, this.#deps.newId))
  }

  read(documentId: string): Promise<Board> {
    return this.#deps.sync.read(documentId, readBoard)
  }

  /** Adds a card at the end of a column, by default the first. @returns its id. @throws NotFoundError for the column. */
  addCard(
    documentId: string,
    author: string,
    input: { title: string; columnId?: string | undefined; dueOn?: string | undefined },
  ): Promise<string> {
    return this.#deps.sync.edit(documentId, author, (doc) => {
      const { columns } = readBoard(doc)
      const column = input.columnId === undefined ? columns[0] : columns.find(({ id }) => id === input.columnId)
      if (column === undefined && input.columnId !== undefined) throw new NotFoundError('column', input.columnId)
      if (column === undefined) throw new HubError('conflict', 'The board has no column yet.')
      const id = this.#deps.newId()
      addCard(doc, {
        id,
        title: input.title,
        columnId: column.id,
        dueOn: input.dueOn ?? null,
        createdAt: this.#deps.now(),
        createdBy: author,
      })
      return id
    })
  }
}
