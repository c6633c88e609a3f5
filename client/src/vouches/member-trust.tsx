import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Vouch } from '../../../shared/vouches.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { ReviewFigures } from '../gigs/reviews/review-figures.tsx'
import { useCommunity } from '../lib/session.tsx'
import { VouchForm } from './vouch-form.tsx'
import { VouchItem } from './vouch-item.tsx'
import { memberTrustQuery } from './vouch-queries.ts'
import styles from './vouches.module.css'

/** Who vouches for a member and for what, with the figures of reviews and referrals. */
export function MemberTrust({ memberId }: { memberId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(memberTrustQuery(community.id, memberId))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const { vouches, reviews, referrals, mayVouchIn } = data
  const groups = new Map<string, Vouch[]>()
  for (const vouch of vouches) {
    const key = `${vouch.niche.id} ${vouch.skill}`
    groups.set(key, [...(groups.get(key) ?? []), vouch])
  }
  return (
    <>
      {reviews.reviews > 0 && <ReviewFigures numbers={reviews} none="" />}
      {referrals.made > 0 && (
        <p className={pageStyles.hint}>{t('vouches.referred', { count: referrals.made, won: referrals.won })}</p>
      )}
      {vouches.length === 0 ? (
        <p className={pageStyles.hint}>{t('vouches.none')}</p>
      ) : (
        [...groups].map(([key, group]) => (
          <section key={key} className={styles.group}>
            <h3 className={styles.skill}>
              {t('vouches.forSkill', {
                skill: group[0]?.skill,
                niche: group[0]?.niche.name,
                count: group.length,
              })}
            </h3>
            <ul className={styles.list}>
              {group.map((vouch) => (
                <VouchItem key={vouch.id} vouch={vouch} />
              ))}
            </ul>
          </section>
        ))
      )}
      {mayVouchIn.length > 0 && <VouchForm memberId={memberId} niches={mayVouchIn} />}
    </>
  )
}
