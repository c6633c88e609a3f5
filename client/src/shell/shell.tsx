import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ErrorBoundary } from '../components/error-boundary.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useLive } from '../lib/live.ts'
import { clearUnread } from '../lib/unread.ts'
import { BottomBar } from './bottom-bar.tsx'
import { HubStatusBar } from './hub-status-bar.tsx'
import { Pages } from './pages.tsx'
import { openPalette } from './palette-store.ts'
import styles from './shell.module.css'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))

/** What stands around every page of somebody who is signed in. */
export function Shell() {
  const { t } = useTranslation()
  const [path] = useLocation()
  useLive()
  // Here, not in the palette, whose code may still be on its way; in fields and texts, too.
  useHotkeys([['mod+K', openPalette]], [], true)
  useEffect(() => {
    if (path.startsWith('/gigs')) clearUnread('gigs')
  }, [path])
  return (
    <div className={styles.shell}>
      <a href="#main" className="skip-link">
        {t('nav.skip')}
      </a>
      <Sidebar />
      <TopBar />
      <main id="main" className={styles.main} tabIndex={-1}>
        <HubStatusBar />
        <ErrorBoundary resetKey={path}>
          <Suspense fallback={<PageLoader />}>
            <Pages />
          </Suspense>
        </ErrorBoundary>
      </main>
      <BottomBar />
      <Suspense>
        <CommandPalette />
      </Suspense>
    </div>
  )
}
