import { Drawer, UnstyledButton } from '@mantine/core'
import { IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { LanguageField } from '../components/language-field.tsx'
import { notifyFailed } from '../lib/notify.ts'
import { signOut, useCommunity } from '../lib/session.tsx'
import { beyondTabs, isAt } from './navigation.ts'
import styles from './shell.module.css'
import { useThemeToggle } from './theme-toggle.tsx'

/** On a phone: the places that have no tab, and what the account menu has elsewhere. */
export function MoreDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { member } = useCommunity()
  const { isDark, toggle } = useThemeToggle()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="auto"
      title={t('nav.more')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.moreList}>
        {beyondTabs(member.role).map((destination) => (
          <Link
            key={destination.path}
            href={destination.path}
            className={styles.link}
            onClick={onClose}
            aria-current={isAt(path, destination) ? 'page' : undefined}
          >
            <destination.Icon size={20} stroke={1.6} aria-hidden />
            <span>{t(destination.label)}</span>
          </Link>
        ))}
        <Link href="/profile" className={styles.link} onClick={onClose}>
          <IconUserCircle size={20} stroke={1.6} aria-hidden />
          <span>{t('nav.profile')}</span>
        </Link>
        <UnstyledButton className={styles.link} onClick={toggle}>
          {isDark ? <IconSun size={20} stroke={1.6} aria-hidden /> : <IconMoon size={20} stroke={1.6} aria-hidden />}
          <span>{t(isDark ? 'nav.toLight' : 'nav.toDark')}</span>
        </UnstyledButton>
        <div className={styles.language}>
          <LanguageField />
        </div>
        <UnstyledButton className={styles.link} onClick={() => void signOut().catch(notifyFailed)}>
          <IconLogout size={20} stroke={1.6} aria-hidden />
          <span>{t('nav.signOut')}</span>
        </UnstyledButton>
      </div>
    </Drawer>
  )
}
