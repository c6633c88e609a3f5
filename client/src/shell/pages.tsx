import { lazy } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { withPageWords } from '../lib/i18n.ts'
import { NotFoundPage } from './not-found-page.tsx'

const GigsPage = lazy(async () => ({ default: (await withPageWords(import('../gigs/gigs-page.tsx'))).GigsPage }))
const GigPage = lazy(async () => ({ default: (await withPageWords(import('../gigs/gig-page.tsx'))).GigPage }))
const ScoreLogPage = lazy(async () => ({
  default: (await withPageWords(import('../gigs/score-log-page.tsx'))).ScoreLogPage,
}))
const PostGigPage = lazy(async () => ({
  default: (await withPageWords(import('../gigs/post-gig-page.tsx'))).PostGigPage,
}))
const EditGigPage = lazy(async () => ({
  default: (await withPageWords(import('../gigs/post-gig-page.tsx'))).EditGigPage,
}))
const MarketPage = lazy(async () => ({
  default: (await withPageWords(import('../market/market-page.tsx'))).MarketPage,
}))
const NichesPage = lazy(async () => ({
  default: (await withPageWords(import('../niches/niches-page.tsx'))).NichesPage,
}))
const AnnouncementsPage = lazy(async () => ({
  default: (await withPageWords(import('../announcements/announcements-page.tsx'))).AnnouncementsPage,
}))
const AnnouncementPage = lazy(async () => ({
  default: (await withPageWords(import('../announcements/announcement-page.tsx'))).AnnouncementPage,
}))
const EventsPage = lazy(async () => ({
  default: (await withPageWords(import('../events/events-page.tsx'))).EventsPage,
}))
const EventPage = lazy(async () => ({
  default: (await withPageWords(import('../events/event-page.tsx'))).EventPage,
}))
const EventEditorPage = lazy(async () => ({
  default: (await withPageWords(import('../events/event-editor.tsx'))).EventEditorPage,
}))
const CoffeePage = lazy(async () => ({
  default: (await withPageWords(import('../coffee/coffee-page.tsx'))).CoffeePage,
}))
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
const InsightsPage = lazy(async () => ({
  default: (await withPageWords(import('../insights/insights-page.tsx'))).InsightsPage,
}))
const ModerationPage = lazy(async () => ({
  default: (await withPageWords(import('../moderation/moderation-page.tsx'))).ModerationPage,
}))
const DecisionsPage = lazy(async () => ({
  default: (await withPageWords(import('../moderation/decisions-page.tsx'))).DecisionsPage,
}))
const DirectoryPage = lazy(async () => ({
  default: (await withPageWords(import('../members/directory-page.tsx'))).DirectoryPage,
}))
const ProfilePage = lazy(async () => ({
  default: (await withPageWords(import('../profile/profile-page.tsx'))).ProfilePage,
}))
const SettingsPage = lazy(async () => ({
  default: (await withPageWords(import('../settings/settings-page.tsx'))).SettingsPage,
}))

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
      <Route path="/gigs/post">
        <PostGigPage />
      </Route>
      <Route path="/gigs/scores">
        <ScoreLogPage />
      </Route>
      <Route path="/gigs/:gigId/edit">{({ gigId }) => <EditGigPage key={gigId} gigId={gigId} />}</Route>
      <Route path="/gigs/:gigId">{({ gigId }) => <GigPage key={gigId} gigId={gigId} />}</Route>
      <Route path="/market">
        <MarketPage />
      </Route>
      <Route path="/niches">
        <NichesPage />
      </Route>
      <Route path="/announcements">
        <AnnouncementsPage />
      </Route>
      <Route path="/announcements/:id">{({ id }) => <AnnouncementPage key={id} announcementId={id} />}</Route>
      <Route path="/events">
        <EventsPage />
      </Route>
      <Route path="/events/new">
        <EventEditorPage eventId={undefined} />
      </Route>
      <Route path="/events/:id/edit">{({ id }) => <EventEditorPage key={id} eventId={id} />}</Route>
      <Route path="/events/:id">{({ id }) => <EventPage key={id} eventId={id} />}</Route>
      <Route path="/coffee">
        <CoffeePage />
      </Route>
      <Route path="/boards">
        <DocumentListPage key="board" kind="board" />
      </Route>
      <Route path="/boards/:id">{({ id }) => <BoardPage key={id} documentId={id} />}</Route>
      <Route path="/documents">
        <DocumentListPage key="text" kind="text" />
      </Route>
      <Route path="/documents/:id">{({ id }) => <DocumentPage key={id} documentId={id} />}</Route>
      <Route path="/chat/:roomId?">{({ roomId }) => <ChatPage roomId={roomId} />}</Route>
      <Route path="/inbox">
        <InboxPage />
      </Route>
      <Route path="/members">
        <MembersPage />
      </Route>
      <Route path="/moderation/:section?">{({ section }) => <ModerationPage section={section} />}</Route>
      <Route path="/insights">
        <InsightsPage />
      </Route>
      <Route path="/decisions">
        <DecisionsPage />
      </Route>
      <Route path="/directory">
        <DirectoryPage />
      </Route>
      <Route path="/profile">
        <ProfilePage />
      </Route>
      <Route path="/settings/:section?">{({ section }) => <SettingsPage section={section} />}</Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  )
}
