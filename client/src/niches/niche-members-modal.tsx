import { Modal, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Niche, nicheEndpoints } from '../../../shared/niches.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './niches.module.css'

/** Who is in a niche; admins say who moderates it. */
export function NicheMembersModal({ niche, onClose }: { niche: Niche; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { isAdmin } = useCommunity()
  const params = { communityId: niche.communityId, nicheId: niche.id }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['niches', niche.communityId, niche.id],
    queryFn: async () => (await api.call(nicheEndpoints.members, { params })).members,
  })
  const appoint = async (memberId: string, isModerator: boolean) => {
    try {
      await api.call(nicheEndpoints.setRole, {
        params: { ...params, memberId },
        body: { role: isModerator ? 'moderator' : 'member' },
      })
    } catch (thrown) {
      notifyFailed(thrown)
    } finally {
      await client.invalidateQueries({ queryKey: ['niches', niche.communityId] })
    }
  }
  return (
    <Modal opened onClose={onClose} title={niche.name} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {isPending ? (
        <PageLoader />
      ) : data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data.length === 0 ? (
        <p className={pageStyles.hint}>{t('niches.nobody')}</p>
      ) : (
        <ul className={styles.people}>
          {data.map(({ memberId, name, role }) => (
            <li key={memberId}>
              {name}
              {isAdmin ? (
                <Switch
                  label={t('niches.moderator')}
                  aria-label={t('niches.moderatorOne', { name })}
                  checked={role === 'moderator'}
                  onChange={(event) => void appoint(memberId, event.currentTarget.checked)}
                />
              ) : (
                role === 'moderator' && <span className={pageStyles.chip}>{t('niches.moderator')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
