import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, Label } from '../../../shared/board.ts'
import type { BoardComment } from '../../../shared/board-comments.ts'
import { addFromTemplate, saveAsTemplate } from '../../../shared/board/card-templates.ts'
import { deleteCard, moveCards, updateCard } from '../../../shared/board/change-card.ts'
import type { Member } from '../../../shared/members.ts'
import { newId } from '../lib/new-id.ts'
import { notifyDone } from '../lib/notify.ts'
import type { Presence } from '../lib/presence.ts'
import type { BoardContextValue } from './board-context.tsx'
import type { BoardStore } from './board-store.ts'
import { type Grid, neighbourOf, type Places, stepPlace } from './card-places.ts'
import { KeyedStore } from './keyed-store.ts'

interface BoardSessionInput {
  documentId: string
  memberId: string
  store: BoardStore
  board: Board
  grid: Grid
  places: Places
  mayWrite: boolean
  members: ReadonlyMap<string, Member>
  labels: ReadonlyMap<string, Label>
  openCard: (cardId: string | null) => void
}

export interface BoardSession {
  context: BoardContextValue
  /** What was last done, for a screen reader, under `LAST`. */
  announcements: KeyedStore<string>
  /** A card that gets the focus: it must be in the page, wherever its list is scrolled to. */
  focusId: string | undefined
}

/** Key of the one announcement. */
export const LAST = 'last'

/** What can be done with a board, in a context that stays the same object while cards, cursors and selections change. */
export function useBoardSession(input: BoardSessionInput): BoardSession {
  const { t } = useTranslation()
  const [stores] = useState(() => ({
    editors: new KeyedStore<readonly Presence[]>(),
    comments: new KeyedStore<readonly BoardComment[]>(),
    selection: new KeyedStore<true>(),
  }))
  const [announcements] = useState(() => new KeyedStore<string>())
  const { focusId, focus } = useFocus(input.places)
  const latest = useRef(input)
  useEffect(() => {
    latest.current = input
  })
  const { documentId, memberId, store, mayWrite, members, labels, openCard, board } = input
  const { fields, lanes, templates } = board
  const names = JSON.stringify(board.columns.map(({ id, name }) => ({ id, name })))
  const columns = useMemo(() => JSON.parse(names) as { id: string; name: string }[], [names])
  const context = useMemo((): BoardContextValue => {
    const { selection } = stores
    const announce = (text: string) => announcements.replace(new Map([[LAST, text]]))
    const move: BoardContextValue['move'] = (cardIds, { columnId, laneId, beforeCardId }) =>
      store.act((doc) => moveCards(doc, cardIds, { columnId, laneId }, beforeCardId))
    const made = () => ({ id: newId(), createdAt: Date.now(), createdBy: memberId })
    return {
      ...stores,
      documentId,
      mayWrite,
      members,
      labels,
      fields,
      lanes,
      columns,
      templates,
      board: store.board,
      card: store.card,
      act: store.act,
      actForGood: store.actForGood,
      openCard,
      announce,
      toggleSelected: (cardId) => {
        const next = new Map(selection.all())
        if (!next.delete(cardId)) next.set(cardId, true)
        selection.replace(next)
      },
      move,
      step: (cardId, direction) => {
        const { places, grid } = latest.current
        const to = stepPlace(places, grid, cardId, direction)
        const cell = grid.flat().find(({ id }) => id === to?.cellId)
        if (to === undefined || cell === undefined) return
        focus(cardId)
        move([cardId], { columnId: cell.columnId, laneId: cell.laneId, beforeCardId: to.beforeCardId })
        const column = columns.find(({ id }) => id === cell.columnId)?.name ?? ''
        const title = store.card(cardId)?.title ?? ''
        announce(t('board.dropped', { title, column, position: to.position, total: to.total }))
      },
      focusBeside: (cardId, direction) => {
        const next = neighbourOf(latest.current.places, latest.current.grid, cardId, direction)
        if (next !== undefined) focus(next)
      },
      archive: (cardIds) => {
        const title = store.card(cardIds[0] ?? '')?.title ?? ''
        const archivedAt = Date.now()
        store.act((doc) => {
          for (const id of cardIds) updateCard(doc, id, { archivedAt })
        })
        announce(t('board.archivedNews', { count: cardIds.length, title }))
      },
      remove: (cardId) => {
        const title = store.card(cardId)?.title ?? ''
        store.act((doc) => deleteCard(doc, cardId))
        announce(t('board.cardDeleted', { title }))
      },
      saveAsTemplate: (cardId) => {
        const title = store.card(cardId)?.title ?? ''
        store.act((doc) => saveAsTemplate(doc, cardId, made(), newId))
        notifyDone(t('board.cardTemplates.saved', { title }))
      },
      addFromTemplate: (template, place) => {
        const card = made()
        const columnId = columns.find(({ id }) => id === template.columnId)?.id ?? columns[0]?.id ?? ''
        store.act((doc) => addFromTemplate(doc, template.id, { columnId, ...card, ...place }, newId))
        return card.id
      },
    }
  }, [
    stores,
    announcements,
    documentId,
    memberId,
    store,
    mayWrite,
    members,
    labels,
    fields,
    lanes,
    columns,
    templates,
    openCard,
    focus,
    t,
  ])
  return { context, announcements, focusId }
}

/** A card that moves to another column is a new element, and one far down a long list has none yet: the focus waits for it. */
function useFocus(places: Places) {
  const [wanted, setWanted] = useState<{ id: string }>()
  const done = useRef<object>(undefined)
  useEffect(() => {
    if (wanted === undefined || done.current === wanted) return
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(wanted.id)}"] [role="button"]`)
    if (card === null) return
    done.current = wanted
    card.focus()
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [wanted, places])
  const [focus] = useState(() => (id: string) => setWanted({ id }))
  return { focusId: wanted?.id, focus }
}
