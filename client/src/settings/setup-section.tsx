import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { platformEndpoints, type PlatformStatus } from '../../../shared/platforms.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { RoleMappings } from './role-mappings.tsx'
import { SettingCodes } from './setting-codes.tsx'
import styles from './settings.module.css'
import { SetupSteps } from './setup-steps.tsx'

const TONES = { off: 'plain', connecting: 'warn', connected: 'good', trouble: 'bad' } as const
const REFRESH_MS = 10_000

/** Which chat platforms are on and how they do, and for admins how to set them up and what their roles grant. */
export function SetupSection() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['platforms', community.id],
    queryFn: async () =>
      (await api.call(platformEndpoints.status, { params: { communityId: community.id } })).platforms,
    refetchInterval: REFRESH_MS,
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      <div className={styles.bar}>
        <p>{t('settings.setup.text')}</p>
      </div>
      {data.map((status) => (
        <PlatformCard key={status.platform} status={status} />
      ))}
      {isAdmin && <RoleMappings />}
    </>
  )
}

function PlatformCard({ status }: { status: PlatformStatus }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { isAdmin } = useCommunity()
  const name = platformName(status.platform)
  return (
    <section className={pageStyles.card} aria-labelledby={`platform-${status.platform}`}>
      <div className={styles.head}>
        <h2 id={`platform-${status.platform}`} className={pageStyles.cardTitle}>
          {name}
        </h2>
        <span className={pageStyles.chip} data-tone={TONES[status.state]}>
          {t(`settings.setup.state.${status.state}`)}
        </span>
        {status.inviteUrl !== null && (
          <Button
            className={pageStyles.end ?? ''}
            size="xs"
            variant="default"
            component="a"
            href={status.inviteUrl}
            target="_blank"
            rel="noopener noreferrer"
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('settings.setup.invite', { platform: name })}
          </Button>
        )}
      </div>
      <p className={pageStyles.muted}>{t(`settings.setup.stateText.${status.state}`, { platform: name })}</p>
      {status.state !== 'off' && status.problems.length > 0 && (
        <ul className={styles.list}>
          {status.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {status.state === 'off' && !isAdmin && status.settings.length > 0 && (
        <>
          <p className={pageStyles.muted}>{t('settings.setup.settings')}</p>
          <SettingCodes settings={status.settings} />
        </>
      )}
      {status.state !== 'off' && (
        <dl className={styles.facts}>
          <div>
            <dt>{t('settings.setup.workspaces')}</dt>
            <dd>
              {status.workspaces.length === 0
                ? t('settings.setup.noWorkspaces')
                : status.workspaces.map((one) => one.name).join(', ')}
            </dd>
          </div>
          {status.latencyMs !== null && (
            <div>
              <dt>{t('settings.setup.latency')}</dt>
              <dd>{t('settings.setup.ms', { ms: locale.number(Math.round(status.latencyMs)) })}</dd>
            </div>
          )}
          {status.lastEventAt !== null && (
            <div>
              <dt>{t('settings.setup.lastEvent')}</dt>
              <dd>{locale.ago(status.lastEventAt)}</dd>
            </div>
          )}
        </dl>
      )}
      {isAdmin && <SetupSteps status={status} />}
    </section>
  )
}
