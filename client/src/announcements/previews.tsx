import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnnouncementCard, discordAnnouncement, slackAnnouncement } from '../../../shared/announcement-card.ts'
import type { Announcement } from '../../../shared/announcements.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { platformName } from '../lib/platform-name.ts'
import { languageName } from '../lib/language-names.ts'
import { previewsQuery } from './announcement-queries.ts'
import styles from './preview.module.css'
import { ChatText } from './chat-text.tsx'

/** What each language reads on each platform, drawn from the texts that the platforms are given. */
export function Previews({ announcement, isStale }: { announcement: Announcement; isStale: boolean }) {
  const { t, i18n } = useTranslation()
  const { data, error, isPending, refetch } = useQuery(previewsQuery(announcement))
  const [chosen, setChosen] = useState<string | null>(null)
  const nameOf = (code: string) => languageName(code, i18n.language)
  const shown = data?.find(({ language }) => language === chosen) ?? data?.[0]
  return (
    <section aria-label={t('announcements.preview')}>
      <h2 className={pageStyles.cardTitle}>{t('announcements.preview')}</h2>
      {isStale && <p className={pageStyles.hint}>{t('announcements.previewStale')}</p>}
      {isPending ? (
        <PageLoader />
      ) : shown === undefined || data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <>
          {data.length > 1 && (
            <SegmentedControl
              className={styles.languages}
              aria-label={t('announcements.previewLanguage')}
              value={shown.language}
              onChange={setChosen}
              data={data.map(({ language }) => ({ value: language, label: nameOf(language) }))}
            />
          )}
          {shown.isFallback && (
            <p className={pageStyles.hint} role="status">
              {t('announcements.fallback', { wanted: nameOf(shown.language), language: nameOf(shown.card.language) })}
            </p>
          )}
          {shown.excess > 0 && (
            <p className={pageStyles.danger} role="alert">
              {t('announcements.tooLong', { count: shown.excess })}
            </p>
          )}
          <Discord card={shown.card} />
          <Slack card={shown.card} />
        </>
      )}
    </section>
  )
}

function Discord({ card }: { card: AnnouncementCard }) {
  return (
    <figure className={styles.frame} data-platform="discord" lang={card.language}>
      <figcaption>{platformName('discord')}</figcaption>
      <p className={styles.author}>Guildhall</p>
      <ChatText text={discordAnnouncement(card)} platform="discord" />
      <Links card={card} />
    </figure>
  )
}

function Slack({ card }: { card: AnnouncementCard }) {
  return (
    <figure className={styles.frame} data-platform="slack" lang={card.language}>
      <figcaption>{platformName('slack')}</figcaption>
      <p className={styles.author}>Guildhall</p>
      <div className={styles.line} data-role="heading" dir="auto">
        {card.title}
      </div>
      <ChatText text={slackAnnouncement(card)} platform="slack" />
      {card.note !== null && (
        <div className={styles.line} data-role="subtext" dir="auto">
          {card.note}
        </div>
      )}
      <Links card={card} />
    </figure>
  )
}

function Links({ card: { buttons } }: { card: AnnouncementCard }) {
  if (buttons.length === 0) return null
  return (
    <ul className={styles.buttons}>
      {buttons.map(({ label, url }, at) => (
        <li key={at} title={url} dir="auto">
          {label}
          <IconExternalLink size={14} aria-hidden />
        </li>
      ))}
    </ul>
  )
}
