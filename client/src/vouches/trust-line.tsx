import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import pageStyles from '../components/page.module.css'
import { useCommunity } from '../lib/session.tsx'
import { trustFiguresQuery } from './vouch-queries.ts'

/** What others say of a member, in figures; nothing where nobody has said anything. */
export function TrustLine({ memberId }: { memberId: string }) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const { data: all = [] } = useQuery(trustFiguresQuery(community.id))
  const figures = all.find((one) => one.memberId === memberId)
  if (figures === undefined) return null
  const rating = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  const parts = [
    ...(figures.vouches === 0 ? [] : [t('vouches.count', { count: figures.vouches })]),
    ...(figures.rating === null
      ? []
      : [t('vouches.rated', { rating: rating.format(figures.rating), count: figures.reviews })]),
    ...(figures.referralsWon === 0 ? [] : [t('vouches.referralsWon', { count: figures.referralsWon })]),
  ]
  return <span className={pageStyles.muted}>{parts.join(' · ')}</span>
}
