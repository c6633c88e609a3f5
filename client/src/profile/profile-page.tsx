import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { profileInput } from '../../../shared/profiles.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { profileQuery } from '../gigs/gig-queries.ts'
import { MyReviews } from '../gigs/reviews/my-reviews.tsx'
import { useCommunity } from '../lib/session.tsx'
import { MemberTrust } from '../vouches/member-trust.tsx'
import { ProfileForm } from './profile-form.tsx'

export function ProfilePage() {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(profileQuery(community.id))
  return (
    <>
      <PageHeader crumb={t('profile.crumb')} title={t('nav.profile')} />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <>
            <ProfileForm key={community.id} initial={profileInput.parse(data ?? newProfile())} isNew={data === null} />
            <MyReviews />
            <section className={pageStyles.card} aria-labelledby="my-vouches">
              <h2 id="my-vouches" className={pageStyles.cardTitle}>
                {t('vouches.mine')}
              </h2>
              <MemberTrust memberId={member.id} />
            </section>
            <p className={pageStyles.hint}>
              <Link href="/decisions">{t('moderation.mine.title')}</Link>
            </p>
            <p className={pageStyles.muted}>
              <Anchor component={Link} href="/gigs/scores">
                {t('gigs.log.link')}
              </Anchor>
            </p>
          </>
        )}
      </div>
    </>
  )
}

/** The browser knows where its person is; the rest is for them to say. */
function newProfile() {
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
}
