import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { CardFilter } from '../../../shared/board.ts'
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
import { BoardContext } from './board-context.tsx'
import { BoardMenu } from './board-menu.tsx'
import styles from './board-page.module.css'
import type { BoardStore } from './board-store.ts'
import { BoardToolbar } from './board-toolbar.tsx'
import { isBoardView } from './board-views.ts'
import { BulkBar } from './bulk-bar.tsx'
import { cardMatcher, isEmptyFilter, isoDay } from './card-filter.ts'
import { gridOf, placesOf } from './card-places.ts'
import { editorsByCard } from './editors-by-card.ts'
import { type KeyedStore, useKey } from './keyed-store.ts'
import { TemplateChoice } from './template-choice.tsx'
import { useBoard, useBoardStore, useUndoable } from './use-board.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { LAST, useBoardSession } from './use-board-session.ts'
import { useComments } from './use-comments.ts'

const CardDrawer = lazy(async () => ({ default: (await import('./card-drawer.tsx')).CardDrawer }))
const BoardTable = lazy(async () => ({ default: (await import('./board-table.tsx')).BoardTable }))
const BoardCalendar = lazy(async () => ({ default: (await import('./board-calendar.tsx')).BoardCalendar }))
const CardTemplatesDrawer = lazy(async () => ({
  default: (await import('./card-templates-drawer.tsx')).CardTemplatesDrawer,
}))
const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet.tsx')).HelpSheet }))

export function BoardPage({ documentId }: { documentId: string }) {
  const { data: info, error, isPending, refetch } = useQuery(documentQuery(documentId))
  const connection = useDocumentConnection(documentId)
  if (isPending || connection === undefined) return <PageLoader />
  if (info === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return <StoredBoard info={info} connection={connection} />
}

/** By itself, so that a word to the screen reader does not render the page. */
function Announcer({ announcements }: { announcements: KeyedStore<string> }) {
  const { t } = useTranslation()
  return (
    <p className="visually-hidden" role="status" aria-label={t('board.announcements')}>
      {useKey(announcements, LAST)}
    </p>
  )
}

interface OpenBoardProps {
  info: DocumentInfo
  connection: DocumentConnection
  store: BoardStore
}

function StoredBoard({ info, connection }: Omit<OpenBoardProps, 'store'>) {
  const store = useBoardStore(connection.doc)
  return store === undefined ? <PageLoader /> : <OpenBoard info={info} connection={connection} store={store} />
}

function OpenBoard({ info, connection, store }: OpenBoardProps) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const { data: members } = useQuery(membersQuery(community.id))
  const status = useConnectionStatus(connection)
  const presences = usePresence(connection)
  const comments = useComments(info.id, member.id)
  const board = useBoard(store)
  const undoable = useUndoable(store)
  const [filter, setFilter] = useState<CardFilter>({})
  const [addingTo, setAddingTo] = useState<string | null>(null)
  const [showsHelp, setShowsHelp] = useState(false)
  const [showsTemplates, setShowsTemplates] = useState(false)
  const [search, setSearch] = useSearchParams()
  const openCardId = search.get('card')
  const wantedView = search.get('view')
  const view = isBoardView(wantedView) ? wantedView : 'board'
  const mayWrite = info.access === 'write' && status.state !== 'refused'

  const setParam = useCallback(
    (name: 'card' | 'view', value: string | null) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === null) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: value === null },
      ),
    [setSearch],
  )
  const openCard = useCallback((cardId: string | null) => setParam('card', cardId), [setParam])
  const memberById = useMemo(() => new Map((members ?? []).map((one) => [one.id, one])), [members])
  const labelById = useMemo(() => new Map(board.labels.map((label) => [label.id, label])), [board.labels])
  // What is typed shows at once; thousands of cards follow as soon as they can.
  const applied = useDeferredValue(filter)
  const isShown = useMemo(
    () => cardMatcher(applied, { labels: labelById, members: memberById, today: isoDay(new Date()) }),
    [applied, labelById, memberById],
  )
  const withLanes = view === 'lanes'
  const grid = useMemo(() => gridOf(board, withLanes), [board, withLanes])
  const places = useMemo(() => placesOf(board, grid, isShown), [board, grid, isShown])
  const session = useBoardSession({
    documentId: info.id,
    memberId: member.id,
    store,
    board,
    grid,
    places,
    mayWrite,
    members: memberById,
    labels: labelById,
    openCard,
  })
  const { editors, comments: commentStore, selection } = session.context
  useEffect(() => editors.replace(editorsByCard(presences)), [editors, presences])
  useEffect(() => commentStore.replace(comments), [commentStore, comments])
  useEffect(() => {
    connection.awareness.setLocalStateField('cardId', openCardId)
  }, [connection, openCardId])

  const firstCell = grid.at(-1)?.[0]?.id
  const addCard = () => {
    if (!mayWrite || firstCell === undefined) return
    if (view !== 'lanes') setParam('view', null)
    setAddingTo(firstCell)
  }
  useBoardKeys({
    undo: mayWrite ? store.undo : undefined,
    redo: mayWrite ? store.redo : undefined,
    addCard,
    templates: () => setShowsTemplates(true),
    help: () => setShowsHelp(true),
    clearSelection: () => selection.replace(new Map()),
  })
  const total = board.columns.reduce((sum, { cards }) => sum + cards.length, 0)
  const shown = isEmptyFilter(applied) ? total : Object.values(places).reduce((sum, ids) => sum + ids.length, 0)
  const isNew = total === 0 && board.lanes.length === 0 && board.labels.length === 0 && board.columns.length <= 3
  return (
    <BoardContext value={session.context}>
      <div className={styles.page}>
        <PageHeader
          crumb={<Link href="/boards">{t('nav.boards')}</Link>}
          title={info.title}
          heading={<TitleField document={info} />}
        >
          <ConnectionBadge status={status} />
          <PresenceAvatars presences={presences} />
          <BoardMenu title={info.title} board={board} onTemplates={() => setShowsTemplates(true)} />
          {info.access === 'write' && <DocumentMenu document={info} size={34} />}
          {mayWrite && firstCell !== undefined && (
            <Button
              className={styles.newCard}
              leftSection={<IconPlus size={16} aria-hidden />}
              aria-keyshortcuts="n"
              onClick={addCard}
            >
              {t('board.newCard')}
            </Button>
          )}
        </PageHeader>
        <RefusalNotice status={status} />
        <BoardToolbar
          board={board}
          filter={filter}
          onFilter={setFilter}
          view={view}
          onView={(next) => setParam('view', next === 'board' ? null : next)}
          total={total}
          shown={shown}
          history={
            mayWrite
              ? { undo: store.undo, redo: store.redo, canUndo: undoable.undo, canRedo: undoable.redo }
              : undefined
          }
          badge={info.access === 'read' ? <ReadOnlyBadge /> : undefined}
          onHelp={() => setShowsHelp(true)}
        />
        {status.state === 'loading' && board.columns.length === 0 ? (
          <PageLoader />
        ) : (
          <Suspense fallback={<PageLoader />}>
            {mayWrite && isNew && view === 'board' && <TemplateChoice />}
            {view === 'table' && <BoardTable board={board} isShown={isShown} />}
            {view === 'calendar' && <BoardCalendar board={board} isShown={isShown} />}
            {(view === 'board' || view === 'lanes') && (
              <BoardColumns
                board={board}
                grid={grid}
                withLanes={withLanes}
                places={places}
                focusId={session.focusId}
                addingTo={addingTo}
                onAddingTo={setAddingTo}
              />
            )}
          </Suspense>
        )}
        {mayWrite && <BulkBar />}
        <p id={CARD_HELP_ID} hidden>
          {t('board.help')}
        </p>
        <Announcer announcements={session.announcements} />
        <Suspense>
          {openCardId !== null && <CardDrawer board={board} cardId={openCardId} onClose={() => openCard(null)} />}
          {showsTemplates && <CardTemplatesDrawer onClose={() => setShowsTemplates(false)} />}
          {showsHelp && <HelpSheet onClose={() => setShowsHelp(false)} />}
        </Suspense>
      </div>
    </BoardContext>
  )
}
