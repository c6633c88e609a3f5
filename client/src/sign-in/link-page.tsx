import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { platformEndpoints } from '../../../shared/platforms.ts'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { errorWords } from '../lib/error-words.ts'
import { platformName } from '../lib/platform-name.ts'
import { useMe } from '../lib/session.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import styles from './sign-in.module.css'
import { useSubmit } from '../lib/use-submit.ts'

/** Where a bot's one-time link leads: shows whose chat account it is before anything is linked. */
export function LinkPage({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const [linked, setLinked] = useState(false)
  const { busy, error, run } = useSubmit()
  const preview = useQuery({
    queryKey: ['platform-link', code],
    queryFn: () => api.call(platformEndpoints.previewLink, { params: { code } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (preview.isPending) return <PageLoader whole />
  const home = (
    <div className={styles.form}>
      <Button component={Link} href="/">
        {t('notFound.home')}
      </Button>
    </div>
  )
  if (preview.data === undefined) {
    return (
      <SignInFrame title={t('link.invalid')} text={errorWords(preview.error)}>
        {home}
      </SignInFrame>
    )
  }
  const platform = platformName(preview.data.platform)
  const { personName } = preview.data
  if (linked) {
    return (
      <SignInFrame title={t('link.doneTitle')} text={t('link.doneText', { platform, name: personName })}>
        {home}
      </SignInFrame>
    )
  }
  const accept = async () => {
    await api.call(platformEndpoints.acceptLink, { params: { code } })
    setLinked(true)
  }
  return (
    <SignInFrame
      title={t('link.title', { platform })}
      text={t('link.text', { platform, name: personName, email: me?.account.email ?? '' })}
    >
      <div className={styles.form}>
        {error !== undefined && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <Button loading={busy} onClick={() => void run(accept)}>
          {t('link.accept')}
        </Button>
        <Button component={Link} href="/" variant="default">
          {t('common.cancel')}
        </Button>
      </div>
    </SignInFrame>
  )
}
