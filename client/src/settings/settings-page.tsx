import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { useCommunity } from '../lib/session.tsx'
import { LinksSection } from '../links/links-section.tsx'
import { AccountsSection } from './accounts-section.tsx'
import { AuditSection } from './audit-section.tsx'
import { CommunitySection } from './community-section.tsx'
import { DeliveriesSection } from './deliveries-section.tsx'
import { FairnessSection } from './fairness-section.tsx'
import { FeedsSection } from './feeds-section.tsx'
import styles from './settings.module.css'
import { NotificationsSection } from './notifications-section.tsx'
import { SetupSection } from './setup-section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { TranslationSection } from '../translation/translation-section.tsx'
import { WebhooksSection } from './webhooks-section.tsx'

const SECTIONS = [
  { id: 'setup', Section: SetupSection, admin: false },
  { id: 'community', Section: CommunitySection, admin: true },
  { id: 'links', Section: LinksSection, admin: true },
  { id: 'feeds', Section: FeedsSection, admin: false },
  { id: 'translation', Section: TranslationSection, admin: false },
  { id: 'accounts', Section: AccountsSection, admin: false },
  { id: 'notifications', Section: NotificationsSection, admin: false },
  { id: 'tokens', Section: TokensSection, admin: false },
  { id: 'webhooks', Section: WebhooksSection, admin: true },
  { id: 'deliveries', Section: DeliveriesSection, admin: false },
  { id: 'fairness', Section: FairnessSection, admin: true },
  { id: 'audit', Section: AuditSection, admin: true },
] as const

export function SettingsPage({ section }: { section: string | undefined }) {
  const { t } = useTranslation()
  const { isAdmin } = useCommunity()
  const open = SECTIONS.filter(({ admin }) => !admin || isAdmin)
  const current = open.find(({ id }) => id === section)
  const tabs = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the tabs scroll.
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current])
  if (current === undefined) return <Redirect to="/settings/setup" replace />
  const { id, Section } = current
  return (
    <>
      <PageHeader crumb={t('nav.settings')} title={t(`settings.${id}.title`)} />
      <nav ref={tabs} className={styles.tabs} aria-label={t('nav.settings')}>
        {open.map((one) => (
          <Link
            key={one.id}
            href={`/settings/${one.id}`}
            className={styles.tab}
            aria-current={one.id === id ? 'page' : undefined}
          >
            {t(`settings.${one.id}.title`)}
          </Link>
        ))}
      </nav>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <Section />
      </div>
    </>
  )
}
