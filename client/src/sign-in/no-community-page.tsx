import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../shared/members.ts'
import { notifyFailed } from '../lib/notify.ts'
import { decisionsQuery } from '../moderation/moderation-queries.ts'
import { OwnDecisions } from '../moderation/own-decisions.tsx'
import { signOut } from '../lib/session.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import styles from './sign-in.module.css'

/** Signed in, but a member of nothing: an invitation is what helps. Whoever is banned reads why. */
export function NoCommunityPage({ account }: { account: Me['account'] }) {
  const { t } = useTranslation()
  const { data: decisions = [] } = useQuery(decisionsQuery)
  return (
    <SignInFrame title={t('noCommunity.title')} text={t('noCommunity.text', { email: account.email })}>
      <div className={styles.form}>
        <Button variant="default" onClick={() => void signOut().catch(notifyFailed)}>
          {t('nav.signOut')}
        </Button>
      </div>
      {decisions.length > 0 && <OwnDecisions />}
    </SignInFrame>
  )
}
