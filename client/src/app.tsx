import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation, useSearchParams } from 'wouter'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { ErrorState } from './components/error-state.tsx'
import { PageDirection } from './components/page-direction.tsx'
import { PageLoader } from './components/page-loader.tsx'
import { Toasts } from './components/toasts.tsx'
import { queryClient } from './lib/api.ts'
import { withPageWords } from './lib/i18n.ts'
import { CommunityProvider, useMe } from './lib/session.tsx'
import { cssVariables, theme } from './lib/theme.ts'
import { Shell } from './shell/shell.tsx'
import { UpdateNotice } from './shell/update-notice.tsx'

const SignInPage = lazy(async () => ({ default: (await import('./sign-in/sign-in-page.tsx')).SignInPage }))
const JoinPage = lazy(async () => ({ default: (await import('./sign-in/join-page.tsx')).JoinPage }))
const LinkPage = lazy(async () => ({ default: (await import('./sign-in/link-page.tsx')).LinkPage }))
const SharedPage = lazy(async () => ({
  default: (await withPageWords(import('./documents/sharing/shared-page.tsx'))).SharedPage,
}))
const NoCommunityPage = lazy(async () => ({
  default: (await withPageWords(import('./sign-in/no-community-page.tsx'))).NoCommunityPage,
}))

export function App() {
  return (
    <DirectionProvider>
      <PageDirection />
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Toasts />
          <UpdateNotice />
          <ErrorBoundary>
            <Suspense fallback={<PageLoader whole />}>
              <Switch>
                <Route path="/sign-in">
                  <SignInPage />
                </Route>
                <Route path="/join/:code">{({ code }) => <JoinPage code={code} />}</Route>
                <Route path="/shared/:secret">{({ secret }) => <SharedPage secret={secret} />}</Route>
                <Route>
                  <SignedIn />
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}

function SignedIn() {
  const { data: me, isPending, error, refetch } = useMe()
  const [path] = useLocation()
  const [search] = useSearchParams()
  if (isPending) return <PageLoader whole />
  // An answer that was kept from before is enough to work offline.
  if (me === undefined) return <ErrorState error={error} retry={() => void refetch()} whole />
  if (me === null) return <Redirect to={signInPath(path, search.get('error'))} replace />
  if (path.startsWith('/link/')) return <LinkPage code={decodeURIComponent(path.slice('/link/'.length))} />
  if (me.memberships.length === 0) return <NoCommunityPage account={me.account} />
  return (
    <CommunityProvider me={me}>
      <Shell />
    </CommunityProvider>
  )
}

/** @param error - what better-auth adds to the address of a link that did not work. */
function signInPath(path: string, error: string | null): string {
  const query = new URLSearchParams()
  if (path !== '/') query.set('next', path)
  if (error !== null) query.set('error', error)
  return query.size === 0 ? '/sign-in' : `/sign-in?${query.toString()}`
}
