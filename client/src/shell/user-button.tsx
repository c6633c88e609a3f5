import { UnstyledButton } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { useCommunity } from '../lib/session.tsx'
import styles from './shell.module.css'

interface UserButtonProps extends Omit<ComponentProps<'button'>, 'style'> {
  withName?: boolean
}

/** Me; opens my menu once that has loaded. */
export function UserButton({ withName = false, ...rest }: UserButtonProps) {
  const { t } = useTranslation()
  const { member } = useCommunity()
  return (
    <UnstyledButton {...rest} className={styles.user} aria-label={t('nav.userMenu', { name: member.name })}>
      <PersonAvatar memberId={member.id} name={member.name} size={withName ? 30 : 32} decorative />
      {withName && <span className={styles.userName}>{member.name}</span>}
    </UnstyledButton>
  )
}
