import { Anchor, Button } from '@mantine/core'
import { IconVolumeOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { alertEndpoints } from '../../../shared/alerts.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { ruleWords } from '../../../shared/rule-words.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './gig-card.module.css'

/** 'Why did I not get this?': what became of a gig's alert, and what would now. */
export function AlertWhy({ gig }: { gig: Gig }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const client = useQueryClient()
  const params = { communityId: community.id }
  const { data } = useQuery({
    queryKey: ['gig', community.id, gig.id, 'alert'],
    queryFn: () => api.call(alertEndpoints.why, { params: { ...params, gigId: gig.id } }),
  })
  if (data === undefined) return null
  const { before, now } = data
  const muteClient = async (company: string) => {
    try {
      await api.call(alertEndpoints.mute, { params, body: { kind: 'client', value: company, until: null } })
      for (const queryKey of [['gigs'], ['gig'], ['profile']]) {
        await client.invalidateQueries({ queryKey: [...queryKey, community.id] })
      }
      notifyDone(t('gigs.alert.muted', { company }))
    } catch (error) {
      notifyFailed(error)
    }
  }
  return (
    <section className={pageStyles.card} aria-labelledby="gig-alert">
      <h2 id="gig-alert" className={pageStyles.cardTitle}>
        {t('gigs.alert.title')}
      </h2>
      <p>
        {before === null
          ? t('gigs.alert.before.none')
          : t(`gigs.alert.before.${before.state}`, {
              when: locale.dateTime(before.at),
              why: ruleWords(i18n.language, before.why),
            })}
      </p>
      <p className={pageStyles.hint}>
        {t(`gigs.alert.now.${now.send}`, {
          when: now.at === null ? '' : locale.dateTime(now.at),
          why: ruleWords(i18n.language, now.why),
        })}
      </p>
      <p className={pageStyles.hint}>
        <Anchor component={Link} href="/gigs/scores">
          {t('gigs.log.link')}
        </Anchor>
      </p>
      {gig.company !== null && now.send !== 'never' && (
        <div className={styles.actions}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconVolumeOff size={14} aria-hidden />}
            onClick={() => void muteClient(gig.company ?? '')}
          >
            {t('gigs.alert.mute', { company: gig.company })}
          </Button>
        </div>
      )}
    </section>
  )
}
