import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Gig } from '../../../shared/gigs.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { EarlyAccess, EarlyAccessBar } from '../niches/early-access.tsx'
import { ReportButton } from '../moderation/report-button.tsx'
import { paragraphsOf } from '../translation/paragraphs.ts'
import { type Part, PartTitle, ReadTranslated } from '../translation/read-translated.tsx'
import { Referrals } from '../vouches/referrals.tsx'
import { AlertWhy } from './alert-why.tsx'
import { FeedbackBar } from './feedback-bar.tsx'
import styles from './gig-card.module.css'
import { GigFacts } from './gig-facts.tsx'
import { HowToApply } from './term-facts.tsx'
import { gigQuery } from './gig-queries.ts'
import { MarkedText } from './marked-text.tsx'
import { MatchScore } from './match-score.tsx'
import { OwnGigBar } from './own-gig-bar.tsx'
import { RankedBy } from './ranked-by.tsx'
import { RefinedBy } from './refined-by.tsx'
import { ClientHistory } from './reviews/client-history.tsx'
import { ReasonList } from './reason-list.tsx'
import { SourceLine } from './source-line.tsx'
import { StageButtons } from './stage-buttons.tsx'
import { TakenUpLine } from './taken-up-line.tsx'
import { TrustSignals } from './trust-signals.tsx'
import { WouldChange } from './would-change.tsx'

/** One gig: the text as it was posted, what was read in it, and why it fits or does not. */
export function GigPage({ gigId }: { gigId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community, member } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(gigQuery(community.id, gigId))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const { gig, match } = data
  return (
    <>
      <PageHeader crumb={<Link href="/gigs">{t('nav.gigs')}</Link>} title={gig.title} />
      <div className={pageStyles.body}>
        <div className={styles.columns}>
          <section className={pageStyles.card} aria-label={t('gigs.post')}>
            <div className={styles.head}>
              <p className={`${styles.titles} ${styles.sub}`}>
                {gig.company !== null && (
                  <>
                    <bdi>{gig.company}</bdi>
                    {' · '}
                  </>
                )}
                <bdi>{locale.dateTime(gig.postedAt)}</bdi>
                {gig.status === 'closed' && ` · ${t('gigs.closed')}`}
              </p>
            </div>
            <EarlyAccess gig={gig} />
            <GigFacts gig={gig} detailed />
            <HowToApply terms={gig.parsed.terms} />
            <div className={styles.foot}>
              <FeedbackBar gig={gig} match={match} />
              <SourceLine gig={gig} />
            </div>
            <Spaced>
              <ReadTranslated parts={partsOf(gig)} purpose="gig" names={namesIn(gig)}>
                <MarkedText text={gig.text} evidence={gig.parsed.evidence} />
              </ReadTranslated>
              <p className={styles.rules}>{t('gigs.marked')}</p>
              <RefinedBy gig={gig} />
              <div className={styles.after}>
                {gig.postedBy !== member.id && <ReportButton subject={{ kind: 'gig', id: gig.id, placeId: null }} />}
              </div>
            </Spaced>
          </section>
          <div>
            <EarlyAccessBar gig={gig} />
            <OwnGigBar gig={gig} />
            {match !== null && (
              <section className={pageStyles.card} aria-label={t('gigs.yourMatch')}>
                <div className={styles.head}>
                  <h2 className={`${pageStyles.cardTitle} ${styles.titles}`}>{t('gigs.yourMatch')}</h2>
                  <MatchScore match={match} />
                </div>
                <ReasonList reasons={match.reasons} />
                <WouldChange changes={data.wouldChange} />
                {match.eligible && <TakenUpLine takenUp={data.takenUp} />}
                <RankedBy version={match.matcherVersion} />
                <div className={styles.after}>
                  <StageButtons gigId={gig.id} match={match} />
                </div>
              </section>
            )}
            {match !== null && <AlertWhy gig={gig} />}
            <Skills gig={gig} />
            <ClientHistory gig={gig} />
            <Referrals gig={gig} />
            <section className={pageStyles.card} aria-label={t('gigs.trust.title')}>
              <h2 className={pageStyles.cardTitle}>{t('gigs.trust.title')}</h2>
              <TrustSignals trust={gig.trust} />
            </section>
          </div>
        </div>
      </div>
    </>
  )
}

/** The title, and each paragraph with what was read from it. */
function partsOf({ title, text, parsed }: Gig): Part[] {
  const paragraphs = paragraphsOf(text).map(({ text: paragraph, start }) => {
    const evidence = parsed.evidence
      .filter((one) => one.start >= start && one.end <= start + paragraph.length)
      .map((one) => ({ ...one, start: one.start - start, end: one.end - start }))
    return { text: paragraph, original: <MarkedText text={paragraph} evidence={evidence} /> }
  })
  const heading = (words: string) => <PartTitle words={words} />
  return [{ text: title, original: heading(title), show: heading }, ...paragraphs]
}

/** Its company and the skills that it names. What is that short may be a word as well. */
function namesIn({ company, text, parsed }: Gig): string[] {
  const skills = parsed.evidence
    .filter(({ field }) => field.endsWith('skill'))
    .map(({ start, end }) => text.slice(start, end))
  return [...new Set([...(company === null ? [] : [company]), ...skills])].filter(
    ({ length }) => length >= SHORTEST_NAME && length <= 100,
  )
}

const SHORTEST_NAME = 3

function Spaced({ children }: { children: ReactNode }) {
  return <div style={{ marginBlockStart: 20 }}>{children}</div>
}

function Skills({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const { must, nice } = gig.parsed.skills
  if (must.length === 0 && nice.length === 0) return null
  return (
    <section className={pageStyles.card} aria-label={t('gigs.skills')}>
      {must.length > 0 && <SkillChips title={t('gigs.must')} skills={must} tone="good" />}
      {nice.length > 0 && <SkillChips title={t('gigs.nice')} skills={nice} tone="plain" />}
    </section>
  )
}

function SkillChips({ title, skills, tone }: { title: string; skills: readonly string[]; tone: 'good' | 'plain' }) {
  return (
    <>
      <h2 className={pageStyles.cardTitle}>{title}</h2>
      <ul className={styles.skills}>
        {skills.map((skill) => (
          <li key={skill} className={pageStyles.chip} data-tone={tone}>
            {skill}
          </li>
        ))}
      </ul>
    </>
  )
}
