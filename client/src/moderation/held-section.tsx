import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Gig, gigEndpoints } from '../../../shared/gigs.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { TrustSignals } from '../gigs/trust-signals.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useSubmit } from '../lib/use-submit.ts'
import styles from '../settings/settings.module.css'

/** Gigs that several signals speak against: an admin decides, with a reason. */
export function HeldSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['held', community.id],
    queryFn: async () => (await api.call(gigEndpoints.listHeld, { params: { communityId: community.id } })).gigs,
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data.length === 0) {
    return (
      <EmptyState
        icon={<IconShieldCheck size={26} />}
        title={t('moderation.held.none')}
        text={t('moderation.held.noneText')}
      />
    )
  }
  return (
    <>
      <p className={styles.bar}>{t('moderation.held.text')}</p>
      {data.map((gig) => (
        <HeldGig key={gig.id} gig={gig} />
      ))}
    </>
  )
}

function HeldGig({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [decision, setDecision] = useState<'release' | 'close'>()
  return (
    <section className={pageStyles.card} aria-labelledby={`held-${gig.id}`}>
      <div className={styles.head}>
        <h2 id={`held-${gig.id}`} className={pageStyles.cardTitle}>
          <Link href={`/gigs/${gig.id}`}>{gig.title}</Link>
        </h2>
        <span className={`${pageStyles.row} ${pageStyles.end}`}>
          <Button size="xs" variant="default" onClick={() => setDecision('release')}>
            {t('moderation.held.release')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDecision('close')}>
            {t('moderation.held.close')}
          </Button>
        </span>
      </div>
      <p className={styles.address}>
        {gig.company !== null && `${gig.company} · `}
        {gig.source.name} · {locale.ago(gig.postedAt)}
      </p>
      <TrustSignals trust={gig.trust} />
      {decision !== undefined && <DecisionModal gig={gig} decision={decision} onClose={() => setDecision(undefined)} />}
    </section>
  )
}

interface DecisionModalProps {
  gig: Gig
  decision: 'release' | 'close'
  onClose: () => void
}

function DecisionModal({ gig, decision, onClose }: DecisionModalProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const decide = async () => {
    const params = { communityId: gig.communityId, gigId: gig.id }
    await api.call(gigEndpoints.moderate, { params, body: { decision, reason } })
    await client.invalidateQueries({ queryKey: ['held', gig.communityId] })
    await client.invalidateQueries({ queryKey: ['moderation', gig.communityId] })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`moderation.held.${decision}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={onSubmit(decide)}>
        <Stack>
          <Textarea
            label={t('moderation.held.reason')}
            description={t('moderation.held.reasonText')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            error={error}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t(`moderation.held.${decision}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
