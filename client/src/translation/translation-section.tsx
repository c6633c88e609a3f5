import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import styles from '../settings/settings.module.css'
import { CorrectionsCard } from './corrections-card.tsx'
import { EnginesCard } from './engines-card.tsx'
import { GlossaryCard } from './glossary-card.tsx'
import { KeepingCard } from './keeping-card.tsx'
import { LedgerCard } from './ledger-card.tsx'
import { PairsCard } from './pairs-card.tsx'
import { TranslationForm } from './translation-form.tsx'
import { translationQuery } from './translation-queries.ts'

/** What translates, which languages it can, what it costs, and the community's own words. */
export function TranslationSection() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(translationQuery(community.id))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      <div className={styles.bar}>
        <p>{t('settings.translation.text')}</p>
      </div>
      <EnginesCard status={data} />
      <PairsCard status={data} />
      {isAdmin && <TranslationForm key={JSON.stringify(data.settings)} status={data} />}
      <CorrectionsCard />
      <GlossaryCard roomId={null} mayChange={isAdmin} />
      <LedgerCard />
      <KeepingCard settings={data.settings} />
    </>
  )
}
