import { Menu } from '@mantine/core'
import { IconLanguage, IconLogout, IconPlugConnected, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { notifyFailed } from '../lib/notify.ts'
import { signOut, useCommunity } from '../lib/session.tsx'
import { LanguageModal } from './language-modal.tsx'
import { UserButton } from './user-button.tsx'

export function UserMenu({ withName = false }: { withName?: boolean }) {
  const { t } = useTranslation()
  const { account } = useCommunity()
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Menu position={withName ? 'top-start' : 'bottom-end'} width={230}>
        <Menu.Target>
          <UserButton withName={withName} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{account.email}</Menu.Label>
          <Menu.Item component={Link} href="/profile" leftSection={<IconUserCircle size={16} aria-hidden />}>
            {t('nav.profile')}
          </Menu.Item>
          <Menu.Item
            component={Link}
            href="/settings/accounts"
            leftSection={<IconPlugConnected size={16} aria-hidden />}
          >
            {t('settings.accounts.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLanguage size={16} aria-hidden />} onClick={() => setChoosing(true)}>
            {t('language.label')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void signOut().catch(notifyFailed)}
          >
            {t('nav.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing && <LanguageModal onClose={() => setChoosing(false)} />}
    </>
  )
}
