import { useQuery } from '@tanstack/react-query'
import { IconGavel, IconShieldCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { QueryList } from '../components/query-list.tsx'
import { useCommunity } from '../lib/session.tsx'
import { CaseCard } from './case-card.tsx'
import { DecisionSubject } from './decision-facts.tsx'
import { HeldSection } from './held-section.tsx'
import { ModeratedDecisionItem } from './moderated-decision.tsx'
import styles from './moderation.module.css'
import { queueQuery } from './moderation-queries.ts'
import { WordsSection } from './words-section.tsx'

const SECTIONS = ['open', 'appeals', 'held', 'settled', 'words'] as const
type Section = (typeof SECTIONS)[number]

/** What waits for moderators, what they decided, and the words that are blocked. */
export function ModerationPage({ section = 'open' }: { section: string | undefined }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery(queueQuery(community.id, 'open'))
  const tabs = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the tabs scroll; once the counts are there, they are wider.
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [section, data])
  const current = SECTIONS.find((one) => one === section)
  if (current === undefined) return <Redirect to="/moderation" replace />
  const waiting: Partial<Record<Section, number>> = {
    open: data?.cases.length ?? 0,
    appeals: data?.appeals.length ?? 0,
    held: (data?.heldGigs ?? 0) + (data?.heldPosts ?? 0),
  }
  return (
    <>
      <PageHeader crumb={<Link href="/members">{t('nav.members')}</Link>} title={t('moderation.title')} />
      <nav ref={tabs} className={styles.sections} aria-label={t('moderation.title')}>
        {SECTIONS.map((one) => (
          <Link
            key={one}
            href={one === 'open' ? '/moderation' : `/moderation/${one}`}
            className={styles.section}
            aria-current={one === current ? 'page' : undefined}
          >
            {t(`moderation.sections.${one}`)}
            {(waiting[one] ?? 0) > 0 && ` (${waiting[one]})`}
          </Link>
        ))}
      </nav>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {current === 'held' ? (
          <HeldSection />
        ) : current === 'words' ? (
          <WordsSection />
        ) : current === 'appeals' ? (
          <Appeals />
        ) : (
          <Cases state={current} />
        )}
      </div>
    </>
  )
}

function Cases({ state }: { state: 'open' | 'settled' }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const query = useQuery({ ...queueQuery(community.id, state), select: ({ cases }) => cases })
  const none = {
    icon: <IconShieldCheck size={26} />,
    title: t(`moderation.none.${state}`),
    text: t(`moderation.noneText.${state}`),
  }
  return (
    <QueryList query={query} none={none}>
      {(cases) => cases.map((one) => <CaseCard key={one.id} one={one} />)}
    </QueryList>
  )
}

function Appeals() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const query = useQuery({ ...queueQuery(community.id, 'open'), select: ({ appeals }) => appeals })
  const none = {
    icon: <IconGavel size={26} />,
    title: t('moderation.none.appeals'),
    text: t('moderation.noneText.appeals'),
  }
  return (
    <QueryList query={query} none={none}>
      {(appeals) =>
        appeals.map((decision) => (
          <article key={decision.id} className={pageStyles.card} aria-label={decision.title}>
            <h2 className={pageStyles.cardTitle}>{t('moderation.by', { name: decision.member.name })}</h2>
            <DecisionSubject decision={decision} />
            <ModeratedDecisionItem decision={decision} />
          </article>
        ))
      }
    </QueryList>
  )
}
