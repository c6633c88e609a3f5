import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { platformEndpoints, type PlatformLink } from '../../../shared/platforms.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'

/** My accounts on chat platforms; linking begins with a bot's command there. */
export function AccountsSection() {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['platform-links'],
    queryFn: async () => (await api.call(platformEndpoints.myLinks, {})).links,
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const unlink = async ({ platform, personId }: PlatformLink) => {
    try {
      await api.call(platformEndpoints.removeLink, { params: { platform, personId } })
      await client.invalidateQueries({ queryKey: ['platform-links'] })
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  if (data.length === 0) {
    return (
      <EmptyState
        icon={<IconPlugConnected size={26} />}
        title={t('settings.accounts.none')}
        text={t('settings.accounts.how')}
      />
    )
  }
  return (
    <>
      <div className={styles.bar}>
        <p>{t('settings.accounts.how')}</p>
      </div>
      {data.map((link) => (
        <section key={`${link.platform} ${link.personId}`} className={pageStyles.card}>
          <div className={styles.head}>
            <h2 className={pageStyles.cardTitle}>{link.personName}</h2>
            <span className={pageStyles.chip}>{platformName(link.platform)}</span>
            <Button className={pageStyles.end ?? ''} size="xs" variant="default" onClick={() => void unlink(link)}>
              {t('settings.accounts.unlink')}
            </Button>
          </div>
          <p className={pageStyles.muted}>{t('settings.accounts.since', { when: locale.ago(link.linkedAt) })}</p>
        </section>
      ))}
    </>
  )
}
