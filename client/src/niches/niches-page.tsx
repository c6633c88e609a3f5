import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { NicheCard } from './niche-card.tsx'
import { NicheModal } from './niche-modal.tsx'
import { nichesQuery } from './niche-queries.ts'
import listStyles from '../components/card-list.module.css'

/** The topics of a community: what they are about, who is in them, and the way in and out. */
export function NichesPage() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(nichesQuery(community.id))
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHeader crumb={community.name} title={t('niches.title')}>
        {isAdmin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('niches.add')}
          </Button>
        )}
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.length === 0 ? (
          <EmptyState
            icon={<IconTargetArrow size={26} />}
            title={t('niches.none')}
            text={t(isAdmin ? 'niches.noneAdmin' : 'niches.noneText')}
          />
        ) : (
          <>
            <p className={pageStyles.hint}>{t('niches.lead')}</p>
            <ul className={listStyles.list} aria-label={t('niches.title')}>
              {data.map((niche) => (
                <NicheCard key={niche.id} niche={niche} />
              ))}
            </ul>
          </>
        )}
      </div>
      {adding && <NicheModal onClose={() => setAdding(false)} />}
    </>
  )
}
