import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../shared/members.ts'
import { notifyFailed } from '../lib/notify.ts'
import { signOut } from '../lib/session.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import styles from './sign-in.module.css'

/** Signed in, but a member of nothing: an invitation is what helps. */
export function NoCommunityPage({ account }: { account: Me['account'] }) {
  const { t } = useTranslation()
  return (
    <SignInFrame title={t('noCommunity.title')} text={t('noCommunity.text', { email: account.email })}>
      <div className={styles.form}>
        <Button variant="default" onClick={() => void signOut().catch(notifyFailed)}>
          {t('nav.signOut')}
        </Button>
      </div>
    </SignInFrame>
  )
}
