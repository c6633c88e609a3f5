import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { gigQuery } from './gig-queries.ts'
import { PostGigForm } from './post-gig-form.tsx'

/** A gig of one's own: written, looked at as it is read, and posted. */
export function PostGigPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader crumb={<Link href="/gigs">{t('nav.gigs')}</Link>} title={t('gigs.posting.title')} />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <PostGigForm gig={undefined} />
      </div>
    </>
  )
}

export function EditGigPage({ gigId }: { gigId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(gigQuery(community.id, gigId))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      <PageHeader crumb={<Link href={`/gigs/${gigId}`}>{data.gig.title}</Link>} title={t('gigs.posting.edit')} />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <PostGigForm gig={data.gig} />
      </div>
    </>
  )
}
