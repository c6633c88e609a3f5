import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { isAt, tabs } from './navigation.ts'
import styles from './shell.module.css'
import { UnreadBadge } from './unread-badge.tsx'

const MoreDrawer = lazy(async () => ({ default: (await import('./more-drawer.tsx')).MoreDrawer }))

/** On a phone: four places and 'More'. */
export function BottomBar() {
  const { t } = useTranslation()
  const [path] = useLocation()
  /** Null: never opened, so its code is not loaded. */
  const [more, setMore] = useState<boolean | null>(null)
  const isElsewhere = !tabs().some((destination) => isAt(path, destination))
  return (
    <>
      <nav className={styles.bottomBar} aria-label={t('nav.main')}>
        {tabs().map((destination) => (
          <Link
            key={destination.path}
            href={destination.path}
            className={styles.tab}
            aria-current={isAt(path, destination) ? 'page' : undefined}
          >
            <destination.Icon size={22} stroke={1.6} aria-hidden />
            <span>{t(destination.label)}</span>
            {destination.unread !== undefined && <UnreadBadge kind={destination.unread} />}
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
