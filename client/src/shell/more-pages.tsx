import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { NotFoundPage } from './not-found-page.tsx'

const GigPage = lazy(async () => ({ default: (await import('../gigs/gig-page.tsx')).GigPage }))
const ScoreLogPage = lazy(async () => ({ default: (await import('../gigs/score-log-page.tsx')).ScoreLogPage }))
const PostGigPage = lazy(async () => ({ default: (await import('../gigs/post-gig-page.tsx')).PostGigPage }))
const EditGigPage = lazy(async () => ({ default: (await import('../gigs/post-gig-page.tsx')).EditGigPage }))
const MarketPage = lazy(async () => ({ default: (await import('../market/market-page.tsx')).MarketPage }))
const NichesPage = lazy(async () => ({ default: (await import('../niches/niches-page.tsx')).NichesPage }))
const AnnouncementsPage = lazy(async () => ({
  default: (await import('../announcements/announcements-page.tsx')).AnnouncementsPage,
}))
const AnnouncementPage = lazy(async () => ({
  default: (await import('../announcements/announcement-page.tsx')).AnnouncementPage,
}))
const AnnouncementPreviewPage = lazy(async () => ({
  default: (await import('../announcements/preview-page.tsx')).PreviewPage,
}))
const EventsPage = lazy(async () => ({ default: (await import('../events/events-page.tsx')).EventsPage }))
const EventPage = lazy(async () => ({ default: (await import('../events/event-page.tsx')).EventPage }))
const EventEditorPage = lazy(async () => ({ default: (await import('../events/event-editor.tsx')).EventEditorPage }))
const CoffeePage = lazy(async () => ({ default: (await import('../coffee/coffee-page.tsx')).CoffeePage }))
const InsightsPage = lazy(async () => ({ default: (await import('../insights/insights-page.tsx')).InsightsPage }))
const ModerationPage = lazy(async () => ({
  default: (await import('../moderation/moderation-page.tsx')).ModerationPage,
}))
const DecisionsPage = lazy(async () => ({ default: (await import('../moderation/decisions-page.tsx')).DecisionsPage }))
const DirectoryPage = lazy(async () => ({ default: (await import('../members/directory-page.tsx')).DirectoryPage }))
const ProfilePage = lazy(async () => ({ default: (await import('../profile/profile-page.tsx')).ProfilePage }))
const SettingsPage = lazy(async () => ({ default: (await import('../settings/settings-page.tsx')).SettingsPage }))

/** Those that are opened less often: where their chunks are is not known before one of them is. */
export function MorePages() {
  return (
    <Switch>
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
      <Route path="/announcements/:id/preview">
        {({ id }) => <AnnouncementPreviewPage key={id} announcementId={id} />}
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
