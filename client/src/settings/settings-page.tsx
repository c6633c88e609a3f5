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

const GROUPS = [
  {
    of: 'you',
    sections: [
      { id: 'accounts', Section: AccountsSection, admin: false },
      { id: 'notifications', Section: NotificationsSection, admin: false },
      { id: 'tokens', Section: TokensSection, admin: false },
    ],
  },
  {
    of: 'community',
    sections: [
      { id: 'community', Section: CommunitySection, admin: true },
      { id: 'links', Section: LinksSection, admin: true },
      { id: 'feeds', Section: FeedsSection, admin: false },
      { id: 'translation', Section: TranslationSection, admin: false },
      { id: 'fairness', Section: FairnessSection, admin: true },
      { id: 'audit', Section: AuditSection, admin: true },
    ],
  },
  {
    of: 'hub',
    sections: [
      { id: 'setup', Section: SetupSection, admin: false },
      { id: 'deliveries', Section: DeliveriesSection, admin: false },
      { id: 'webhooks', Section: WebhooksSection, admin: true },
    ],
  },
] as const

export function SettingsPage({ section }: { section: string | undefined }) {
  const { t } = useTranslation()
  const { isAdmin } = useCommunity()
  const groups = GROUPS.map(({ of, sections }) => ({
    of,
    sections: sections.filter(({ admin }) => !admin || isAdmin),
  }))
  const current = groups.flatMap(({ sections }) => sections).find(({ id }) => id === section)
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone they are in one line that scrolls.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current])
  if (current === undefined) return <Redirect to="/settings/setup" replace />
  const { id, Section } = current
  return (
    <>
      <PageHeader crumb={t('nav.settings')} title={t(`settings.${id}.title`)} />
      <div className={styles.settings}>
        <nav ref={list} className={styles.sections} aria-label={t('nav.settings')}>
          {groups.map(({ of, sections }) => (
            <section key={of} className={styles.group} aria-labelledby={`settings-${of}`}>
              <h2 id={`settings-${of}`} className={styles.groupName}>
                {t(`settings.groups.${of}`)}
              </h2>
              {sections.map((one) => (
                <Link
                  key={one.id}
                  href={`/settings/${one.id}`}
                  className={styles.section}
                  aria-current={one.id === id ? 'page' : undefined}
                >
                  {t(`settings.${one.id}.title`)}
                </Link>
              ))}
            </section>
          ))}
        </nav>
        <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
          <Section />
        </div>
      </div>
    </>
  )
}
