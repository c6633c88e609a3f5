import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { type Card, deleteCard, moveCard } from '../../../shared/board.ts'
import type { DocumentInfo } from '../../../shared/documents.ts'
import { ConnectionBadge, RefusalNotice } from '../components/connection-badge.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { PresenceAvatars } from '../components/presence-avatars.tsx'
import { DocumentMenu } from '../documents/document-menu.tsx'
import { documentQuery, membersQuery } from '../documents/document-queries.ts'
import { ReadOnlyBadge } from '../documents/read-only-badge.tsx'
import { TitleField } from '../documents/title-field.tsx'
import type { DocumentConnection } from '../lib/document-connection.ts'
import { usePresence } from '../lib/presence.ts'
import { useCommunity } from '../lib/session.tsx'
import { useConnectionStatus, useDocumentConnection } from '../lib/use-document.ts'
import { BoardColumns } from './board-columns.tsx'
import { CARD_HELP_ID } from './board-card.tsx'
import { BoardContext, type BoardContextValue } from './board-context.tsx'
import styles from './board-page.module.css'
import { BoardToolbar } from './board-toolbar.tsx'
import { CardDrawer } from './card-drawer.tsx'
import { matchesFilter } from './card-filter.ts'
import { type Destination, type Direction, placesOf, stepPlace } from './card-places.ts'
import { editorsByCard } from './editors-by-card.ts'
import { useBoard } from './use-board.ts'

export function BoardPage({ documentId }: { documentId: string }) {
  const { data: info, error, isPending, refetch } = useQuery(documentQuery(documentId))
  const connection = useDocumentConnection(documentId)
  if (isPending || connection === undefined) return <PageLoader />
  if (info === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return <OpenBoard info={info} connection={connection} />
}

function OpenBoard({ info, connection }: { info: DocumentInfo; connection: DocumentConnection }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: members } = useQuery(membersQuery(community.id))
  const status = useConnectionStatus(connection)
  const presences = usePresence(connection)
  const { board, act, undo, redo, canUndo, canRedo } = useBoard(connection.doc)
  const [filter, setFilter] = useState('')
  const [addingTo, setAddingTo] = useState<string | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const [search, setSearch] = useSearchParams()
  const openCardId = search.get('card')
  const mayWrite = info.access === 'write' && status.state !== 'refused'
  const refocus = useRefocus(board)

  const memberById = useMemo(() => new Map((members ?? []).map((member) => [member.id, member])), [members])
  const labelById = useMemo(() => new Map(board.labels.map((label) => [label.id, label])), [board.labels])
  const editors = useMemo(() => editorsByCard(presences), [presences])
  const isShown = useCallback(
    (card: Card) => matchesFilter(card, filter, labelById, memberById),
    [filter, labelById, memberById],
  )
  const openCard = useCallback(
    (cardId: string | null) => setSearch(cardId === null ? {} : { card: cardId }, { replace: cardId === null }),
    [setSearch],
  )
  useEffect(() => {
    connection.awareness.setLocalStateField('cardId', openCardId)
  }, [connection, openCardId])

  const move = (cardId: string, { columnId, beforeCardId }: Pick<Destination, 'columnId' | 'beforeCardId'>) =>
    act((doc) => moveCard(doc, cardId, columnId, beforeCardId))
  const context: BoardContextValue = {
    mayWrite,
    members: memberById,
    labels: labelById,
    columns: board.columns,
    editors,
    act,
    openCard,
    move,
    step: (cardId: string, direction: Direction) => {
      const to = stepPlace(
        placesOf(board, isShown),
        board.columns.map(({ id }) => id),
        cardId,
        direction,
      )
      if (to === undefined) return
      refocus(cardId)
      move(cardId, to)
      const column = board.columns.find(({ id }) => id === to.columnId)?.name ?? ''
      const title = board.columns.flatMap(({ cards }) => cards).find(({ id }) => id === cardId)?.title ?? ''
      setAnnouncement(t('board.dropped', { title, column, position: to.position, total: to.total }))
    },
    removeCard: (cardId, title) => {
      act((doc) => deleteCard(doc, cardId))
      setAnnouncement(t('board.cardDeleted', { title }))
    },
  }
  const total = board.columns.reduce((sum, { cards }) => sum + cards.length, 0)
  const shown = board.columns.reduce((sum, { cards }) => sum + cards.filter(isShown).length, 0)
  const firstColumn = board.columns[0]?.id
  return (
    <BoardContext value={context}>
      <div className={styles.page}>
        <PageHeader
          crumb={<Link href="/boards">{t('nav.boards')}</Link>}
          title={info.title}
          heading={<TitleField document={info} />}
        >
          <ConnectionBadge status={status} />
          <PresenceAvatars presences={presences} />
          {info.access === 'write' && <DocumentMenu document={info} size={34} />}
          {mayWrite && firstColumn !== undefined && (
            <Button
              className={styles.newCard}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setAddingTo(firstColumn)}
            >
              {t('board.newCard')}
            </Button>
          )}
        </PageHeader>
        <RefusalNotice status={status} />
        <BoardToolbar
          filter={filter}
          onFilter={setFilter}
          total={total}
          shown={shown}
          history={mayWrite ? { undo, redo, canUndo, canRedo } : undefined}
          badge={info.access === 'read' ? <ReadOnlyBadge /> : undefined}
        />
        {status.state === 'loading' && board.columns.length === 0 ? (
          <PageLoader />
        ) : (
          <BoardColumns
            board={board}
            isShown={isShown}
            addingTo={addingTo}
            onAddingTo={setAddingTo}
            announce={setAnnouncement}
          />
        )}
        <p id={CARD_HELP_ID} hidden>
          {t('board.help')}
        </p>
        <p className="visually-hidden" role="status" aria-label={t('board.announcements')}>
          {announcement}
        </p>
        {openCardId !== null && <CardDrawer board={board} cardId={openCardId} onClose={() => openCard(null)} />}
      </div>
    </BoardContext>
  )
}

/** A card that moves to another column is a new element: the focus goes with it. */
function useRefocus(board: unknown): (cardId: string) => void {
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(wanted.current)}"] [role="button"]`)
    wanted.current = null
    card?.focus()
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [board])
  return (cardId) => {
    wanted.current = cardId
  }
}
