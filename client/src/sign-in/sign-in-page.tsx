import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { SignInForm } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import styles from './sign-in.module.css'

/** Of better-auth's magic links; anything else comes from a platform's consent page. */
const LINK_ERROR = /^(INVALID_TOKEN|EXPIRED_TOKEN|ATTEMPTS_EXCEEDED)$/

export function SignInPage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const next = pathOf(search.get('next'))
  const error = search.get('error')
  return (
    <SignInFrame title={t('signIn.title')} text={t('signIn.text')}>
      {error !== null && (
        <p className={styles.error} role="alert">
          {t(LINK_ERROR.test(error) ? 'signIn.linkUsed' : 'signIn.failed')}
        </p>
      )}
      {/* A whole new page: nothing that was asked for before signing in is left in memory. */}
      <SignInForm next={next} onSignedIn={() => location.assign(next)} />
      <p className={styles.switch}>{t('signIn.invited')}</p>
    </SignInFrame>
  )
}

/** Only a path of this hub: `//evil.example` and `/\evil.example` are other sites to a browser. */
function pathOf(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/'
  return next
}
