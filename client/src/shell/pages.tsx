import { lazy } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { withPageWords } from '../lib/i18n.ts'

const GigsPage = lazy(async () => ({ default: (await withPageWords(import('../gigs/gigs-page.tsx'))).GigsPage }))
const DocumentListPage = lazy(async () => ({
  default: (await withPageWords(import('../documents/document-list-page.tsx'))).DocumentListPage,
}))
const BoardPage = lazy(async () => ({ default: (await withPageWords(import('../boards/board-page.tsx'))).BoardPage }))
const DocumentPage = lazy(async () => ({
  default: (await withPageWords(import('../documents/document-page.tsx'))).DocumentPage,
}))
const ChatPage = lazy(async () => ({ default: (await withPageWords(import('../rooms/chat-page.tsx'))).ChatPage }))
const InboxPage = lazy(async () => ({
  default: (await withPageWords(import('../notifications/inbox-page.tsx'))).InboxPage,
}))
const MembersPage = lazy(async () => ({
  default: (await withPageWords(import('../members/members-page.tsx'))).MembersPage,
}))
const MorePages = lazy(async () => ({ default: (await withPageWords(import('./more-pages.tsx'))).MorePages }))

/** Each page is a chunk of its own; the key gives another document a fresh page. */
export function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/gigs" replace />
      </Route>
      <Route path="/gigs">
        <GigsPage />
      </Route>
      <Route path="/boards">
        <DocumentListPage key="board" kind="board" />
      </Route>
      <Route path="/boards/:id">{({ id }) => <BoardPage key={id} documentId={id} />}</Route>
      <Route path="/documents">
        <DocumentListPage key="text" kind="text" />
      </Route>
      <Route path="/documents/:id">{({ id }) => <DocumentPage key={id} documentId={id} />}</Route>
      <Route path="/chat/:roomId?/:part?">{(params) => <ChatPage {...params} />}</Route>
      <Route path="/inbox">
        <InboxPage />
      </Route>
      <Route path="/members">
        <MembersPage />
      </Route>
      <Route>
        <MorePages />
      </Route>
    </Switch>
  )
}
