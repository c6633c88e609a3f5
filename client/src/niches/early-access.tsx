import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconHourglass } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import { nicheEndpoints } from '../../../shared/niches.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useNiches } from './niche-queries.ts'
import styles from './niches.module.css'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** That only members of its niches see a gig, and for how long still. */
export function EarlyAccess({ gig }: { gig: Gig }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const niches = useNiches(gig.nicheIds)
  useEachMinute(gig.status === 'early')
  if (gig.status !== 'early' || gig.early === null) return null
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(niches.map(({ name }) => name))
  const { until } = gig.early
  return (
    <p className={styles.early}>
      <span className={pageStyles.chip} data-tone="warn">
        <IconHourglass size={13} aria-hidden />
        {t(until === null ? 'niches.early.only' : 'niches.early.first')}
      </span>
      {names !== '' && t('niches.early.for', { names })}
      {until !== null && (
        <time dateTime={new Date(until).toISOString()} title={locale.dateTime(until)}>
          {t('niches.early.opens', { when: locale.ago(until) })}
        </time>
      )}
    </p>
  )
}

/** For moderators of its niches and admins: ends the time in which only members see a gig, or gives them a day more. */
export function EarlyAccessBar({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { isAdmin } = useCommunity()
  const niches = useNiches(gig.nicheIds)
  const [busy, setBusy] = useState(false)
  const until = gig.early?.until ?? null
  const mayModerate = isAdmin || niches.some(({ mine }) => mine === 'moderator')
  if (gig.status !== 'early' || until === null || !mayModerate) return null
  const set = async (end: number | null) => {
    setBusy(true)
    try {
      const params = { communityId: gig.communityId, gigId: gig.id }
      await api.call(nicheEndpoints.setWindow, { params, body: { until: end } })
      notifyDone(t(end === null ? 'niches.early.released' : 'niches.early.moved'))
      await client.invalidateQueries({ queryKey: ['gig', gig.communityId, gig.id] })
      await client.invalidateQueries({ queryKey: ['gigs', gig.communityId] })
    } catch (error) {
      notifyFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={pageStyles.card} aria-label={t('niches.early.first')}>
      <div className={pageStyles.row}>
        <Button size="xs" variant="default" loading={busy} onClick={() => void set(null)}>
          {t('niches.early.release')}
        </Button>
        <Button size="xs" variant="default" loading={busy} onClick={() => void set(until + DAY_MS)}>
          {t('niches.early.extend')}
        </Button>
      </div>
    </section>
  )
}

/** Draws anew once a minute, so that what is said of now stays true. */
function useEachMinute(isNeeded: boolean): void {
  const [, setTick] = useState(0)
  useEffect(() => {
    if (!isNeeded) return undefined
    const timer = setInterval(() => setTick((tick) => tick + 1), MINUTE_MS)
    return () => clearInterval(timer)
  }, [isNeeded])
}
