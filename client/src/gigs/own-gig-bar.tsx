import { Button } from '@mantine/core'
import { IconLock, IconPencil } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { gigPostEndpoints } from '../../../shared/gig-posts.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './gig-card.module.css'

/** For who posted a gig here, and for admins: change it, close it; and why it is not seen. */
export function OwnGigBar({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const { community, member, isAdmin } = useCommunity()
  const client = useQueryClient()
  const [closing, setClosing] = useState(false)
  if (gig.postedBy === null || (gig.postedBy !== member.id && !isAdmin)) return null
  return (
    <section className={pageStyles.card} aria-label={t('gigs.posting.own')}>
      {gig.status === 'held' && <p role="status">{t('gigs.posting.isHeld')}</p>}
      {gig.status !== 'closed' && (
        <div className={styles.actions}>
          <Button
            component={Link}
            href={`/gigs/${gig.id}/edit`}
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} aria-hidden />}
          >
            {t('gigs.posting.edit')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconLock size={14} aria-hidden />}
            onClick={() => setClosing(true)}
          >
            {t('gigs.posting.close')}
          </Button>
        </div>
      )}
      {closing && (
        <ConfirmModal
          title={t('gigs.posting.closeTitle')}
          text={t('gigs.posting.closeText')}
          action={t('gigs.posting.close')}
          onConfirm={async () => {
            await api.call(gigPostEndpoints.close, { params: { communityId: community.id, gigId: gig.id } })
            await client.invalidateQueries({ queryKey: ['gig', community.id, gig.id] })
            await client.invalidateQueries({ queryKey: ['gigs', community.id] })
          }}
          onClose={() => setClosing(false)}
        />
      )}
    </section>
  )
}
