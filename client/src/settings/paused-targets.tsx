import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deliveryEndpoints, type PausedTarget, targetKey } from '../../../shared/deliveries.ts'
import type { LinkedChannel } from '../../../shared/room-links.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'

interface PausedTargetsProps {
  /** These alone, by their names; absent: all of the community. */
  channels?: readonly Pick<LinkedChannel, 'platform' | 'workspaceId' | 'channelId' | 'name'>[]
}

/** Channels and people that cannot be reached any more, with what to do. Shows nothing while there are none. */
export function PausedTargets({ channels }: PausedTargetsProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data = [] } = useQuery({
    queryKey: ['paused-targets', community.id],
    queryFn: async () => (await api.call(deliveryEndpoints.paused, { params: { communityId: community.id } })).targets,
  })
  const nameOf = ({ target }: PausedTarget) =>
    channels?.find((one) => target.kind === 'channel' && targetKey({ kind: 'channel', ...one }) === targetKey(target))
      ?.name
  const shown = channels === undefined ? data : data.filter((paused) => nameOf(paused) !== undefined)
  if (shown.length === 0) return null
  return (
    <section className={`${pageStyles.card} ${styles.paused}`} aria-labelledby="paused-targets" role="status">
      <h2 id="paused-targets" className={pageStyles.cardTitle}>
        {t('settings.deliveries.paused.title')}
      </h2>
      <p className={pageStyles.hint}>{t('settings.deliveries.paused.text')}</p>
      {shown.map((paused) => (
        <Paused key={paused.id} paused={paused} name={nameOf(paused)} />
      ))}
    </section>
  )
}

function Paused({ paused, name }: { paused: PausedTarget; name: string | undefined }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { community } = useCommunity()
  const { id, target, reason, message, pausedAt, waiting } = paused
  const resume = async () => {
    try {
      await api.call(deliveryEndpoints.resume, { params: { communityId: community.id, pauseId: id } })
      await Promise.all([
        client.invalidateQueries({ queryKey: ['paused-targets', community.id] }),
        client.invalidateQueries({ queryKey: ['deliveries', community.id] }),
      ])
    } catch (error) {
      notifyFailed(error)
    }
  }
  const where =
    name !== undefined
      ? `#${name}`
      : target.kind === 'channel'
        ? t('settings.deliveries.channel', { id: target.channelId })
        : t(target.kind === 'person' ? 'settings.deliveries.person' : 'settings.deliveries.workspace')
  return (
    <div className={pageStyles.row}>
      <div>
        <strong>
          {platformName(target.platform)}, {where}
        </strong>
        : {t(`settings.deliveries.paused.reasons.${reason}`)}
        <p className={pageStyles.hint}>
          {message} · {locale.ago(pausedAt)} · {t('settings.deliveries.paused.waiting', { count: waiting })}
        </p>
      </div>
      <Button className={pageStyles.end ?? ''} size="xs" variant="default" onClick={() => void resume()}>
        {t('settings.deliveries.paused.resume')}
      </Button>
    </div>
  )
}
