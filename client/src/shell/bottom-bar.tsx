import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { DESTINATIONS, isAt, TABS } from './navigation.ts'
import styles from './shell.module.css'
import { UnreadBadge } from './unread-badge.tsx'

const MoreDrawer = lazy(async () => ({ default: (await import('./more-drawer.tsx')).MoreDrawer }))

/** On a phone: four places and 'More'. */
export function BottomBar() {
  const { t } = useTranslation()
  const [path] = useLocation()
  /** Null: never opened, so its code is not loaded. */
  const [more, setMore] = useState<boolean | null>(null)
  const isElsewhere = !DESTINATIONS.slice(0, TABS).some((destination) => isAt(path, destination.path))
  return (
    <>
      <nav className={styles.bottomBar} aria-label={t('nav.main')}>
        {DESTINATIONS.slice(0, TABS).map(({ path: to, label, Icon, unread }) => (
          <Link key={to} href={to} className={styles.tab} aria-current={isAt(path, to) ? 'page' : undefined}>
            <Icon size={22} stroke={1.6} aria-hidden />
            <span>{t(label)}</span>
            {unread !== undefined && <UnreadBadge kind={unread} />}
          </Link>
        ))}
        <UnstyledButton
          className={styles.tab}
          data-active={isElsewhere}
          onClick={() => setMore(true)}
          aria-haspopup="dialog"
        >
          <IconDots size={22} stroke={1.6} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      </nav>
      {more !== null && (
        <Suspense>
          <MoreDrawer opened={more} onClose={() => setMore(false)} />
        </Suspense>
      )}
    </>
  )
}
