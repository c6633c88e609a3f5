import { Drawer, UnstyledButton } from '@mantine/core'
import { IconDots, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { notifyFailed } from '../lib/notify.ts'
import { signOut } from '../lib/session.tsx'
import { DESTINATIONS, isAt, TABS } from './navigation.ts'
import styles from './shell.module.css'
import { UnreadBadge } from './sidebar.tsx'
import { useThemeToggle } from './theme-toggle.tsx'

/** On a phone: four places and 'More'. */
export function BottomBar() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const [open, setOpen] = useState(false)
  const { isDark, toggle } = useThemeToggle()
  const close = () => setOpen(false)
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
        <UnstyledButton className={styles.tab} data-active={isElsewhere} onClick={() => setOpen(true)} aria-haspopup="dialog">
          <IconDots size={22} stroke={1.6} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      </nav>
      <Drawer
        opened={open}
        onClose={close}
        position="bottom"
        size="auto"
        title={t('nav.more')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div className={styles.moreList}>
          {DESTINATIONS.slice(TABS).map(({ path: to, label, Icon }) => (
            <Link key={to} href={to} className={styles.link} onClick={close} aria-current={isAt(path, to) ? 'page' : undefined}>
              <Icon size={20} stroke={1.6} aria-hidden />
              <span>{t(label)}</span>
            </Link>
          ))}
          <Link href="/profile" className={styles.link} onClick={close}>
            <IconUserCircle size={20} stroke={1.6} aria-hidden />
            <span>{t('nav.profile')}</span>
          </Link>
          <UnstyledButton className={styles.link} onClick={toggle}>
            {isDark ? <IconSun size={20} stroke={1.6} aria-hidden /> : <IconMoon size={20} stroke={1.6} aria-hidden />}
            <span>{t(isDark ? 'nav.toLight' : 'nav.toDark')}</span>
          </UnstyledButton>
          <UnstyledButton className={styles.link} onClick={() => void signOut().catch(notifyFailed)}>
            <IconLogout size={20} stroke={1.6} aria-hidden />
            <span>{t('nav.signOut')}</span>
          </UnstyledButton>
        </div>
      </Drawer>
    </>
  )
}
