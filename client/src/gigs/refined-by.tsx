import { Button } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { gigModelEndpoints } from '../../../shared/gig-models.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './gig-card.module.css'

/** Says that a model had a part in what was read; admins and who posted it may do without. */
export function RefinedBy({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const { community, member, isAdmin } = useCommunity()
  const client = useQueryClient()
  const { busy, error, run } = useSubmit()
  if (gig.refinedBy === null) return null
  const overrule = async () => {
    await api.call(gigModelEndpoints.overrule, {
      params: { communityId: community.id, gigId: gig.id },
      body: { use: false },
    })
    await client.invalidateQueries({ queryKey: ['gig', community.id, gig.id] })
    await client.invalidateQueries({ queryKey: ['gigs', community.id] })
  }
  return (
    <>
      <p className={styles.rules}>
        <IconSparkles size={15} aria-hidden />
        {t('gigs.refinedBy', { model: gig.refinedBy })}
      </p>
      {(isAdmin || gig.postedBy === member.id) && (
        <Button variant="default" size="xs" loading={busy} onClick={() => void run(overrule)}>
          {t('gigs.byRulesAlone')}
        </Button>
      )}
      {error !== undefined && <p role="alert">{error}</p>}
    </>
  )
}
