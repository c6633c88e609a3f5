import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { CommunityName } from './community-name.tsx'
import { InboxLink } from './inbox-link.tsx'
import { openPalette } from './palette-store.ts'
import styles from './shell.module.css'
import { UserButton } from './user-button.tsx'

const UserMenu = lazy(async () => ({ default: (await import('./user-menu.tsx')).UserMenu }))

/** On a phone. */
export function TopBar() {
  const { t } = useTranslation()
  return (
    <header className={styles.topBar}>
      <CommunityName />
      <ActionIcon
        variant="subtle"
        color="gray"
        c="inherit"
        size={44}
        onClick={openPalette}
        aria-label={t('nav.search')}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
      <InboxLink compact />
      <Suspense fallback={<UserButton />}>
        <UserMenu />
      </Suspense>
    </header>
  )
}
