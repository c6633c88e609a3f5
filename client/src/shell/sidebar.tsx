import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { CommunityName } from './community-name.tsx'
import { useCommunity } from '../lib/session.tsx'
import { openPalette } from './palette-store.ts'
import { InboxLink } from './inbox-link.tsx'
import { type Destination, destinationsFor, isAt } from './navigation.ts'
import styles from './shell.module.css'
import { ThemeToggle } from './theme-toggle.tsx'
import { UnreadBadge } from './unread-badge.tsx'
import { UserButton } from './user-button.tsx'

const UserMenu = lazy(async () => ({ default: (await import('./user-menu.tsx')).UserMenu }))

const SHORTCUT = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'

export function Sidebar() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { member } = useCommunity()
  return (
    <header className={styles.sidebar}>
      <CommunityName />
      <UnstyledButton className={styles.search} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden />
        <span className={styles.searchText}>{t('nav.find')}</span>
        <kbd className={styles.keys}>{SHORTCUT}</kbd>
      </UnstyledButton>
      <nav className={styles.nav} aria-label={t('nav.main')}>
        <InboxLink />
        {destinationsFor(member.role).map((destination) => (
          <SidebarLink key={destination.path} destination={destination} active={isAt(path, destination)} />
        ))}
      </nav>
      <div className={styles.foot}>
        <Suspense fallback={<UserButton withName />}>
          <UserMenu withName />
        </Suspense>
        <ThemeToggle />
      </div>
    </header>
  )
}

function SidebarLink({
  destination: { path, label, Icon, unread, isApart },
  active,
}: {
  destination: Destination
  active: boolean
}) {
  const { t } = useTranslation()
  return (
    <Link href={path} className={styles.link} aria-current={active ? 'page' : undefined} data-apart={isApart}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{t(label)}</span>
      {unread !== undefined && <UnreadBadge kind={unread} />}
    </Link>
  )
}
