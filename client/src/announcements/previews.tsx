import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AnnouncementCard,
  discordAnnouncement,
  slackAnnouncement,
  threadName,
} from '../../../shared/announcement-card.ts'
import type { Announcement, AnnouncementPreview } from '../../../shared/announcements.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { platformName } from '../lib/platform-name.ts'
import { languageName } from '../lib/language-names.ts'
import { previewsQuery } from './announcement-queries.ts'
import styles from './preview.module.css'
import { ChatText } from './chat-text.tsx'
import { Images } from './images.tsx'

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
          <Discord card={cardIn(announcement, shown, 'discord')} announcement={announcement} />
          <Slack card={cardIn(announcement, shown, 'slack')} announcement={announcement} />
          {announcement.mail && <Mail preview={shown} announcement={announcement} />}
        </>
      )}
    </section>
  )
}

/** With what was chosen for the first channel of the platform in which it stands in this language. */
function cardIn(
  { channels }: Announcement,
  { card, language }: AnnouncementPreview,
  platform: string,
): AnnouncementCard {
  const channel = channels.find((one) => one.platform === platform && one.language === language)
  if (channel === undefined) return card
  const { kind, ping, afterwards } = channel
  return { ...card, posting: { ...card.posting, isForum: kind === 'forum', ping, afterwards } }
}

interface FrameProps {
  card: AnnouncementCard
  announcement: Announcement
}

function Discord({ card, announcement }: FrameProps) {
  const { t } = useTranslation()
  const { isForum, ping, afterwards } = card.posting
  return (
    <figure className={styles.frame} data-platform="discord" lang={card.language}>
      <figcaption>{platformName('discord')}</figcaption>
      {isForum && (
        <p className={styles.post} dir="auto">
          {threadName(card.title)}
        </p>
      )}
      <p className={styles.author}>Guildhall</p>
      {ping?.kind === 'role' && <div className={styles.call}>@{ping.name}</div>}
      {/* The role's name stands for its id. */}
      <ChatText
        text={discordAnnouncement(ping?.kind === 'role' ? { ...card, posting: { ...card.posting, ping: null } } : card)}
        platform="discord"
      />
      <ShownImages card={card} announcement={announcement} />
      <Links card={card} />
      {afterwards.includes('thread') && <p className={styles.step}>{t('announcements.thread')}</p>}
      {afterwards.includes('crosspost') && <p className={styles.step}>{t('announcements.crosspost')}</p>}
    </figure>
  )
}

function Slack({ card, announcement }: FrameProps) {
  const { ping } = card.posting
  return (
    <figure className={styles.frame} data-platform="slack" lang={card.language}>
      <figcaption>{platformName('slack')}</figcaption>
      <p className={styles.author}>Guildhall</p>
      {ping !== null && <div className={styles.call}>@{ping.kind === 'role' ? ping.name : 'here'}</div>}
      <div className={styles.line} data-role="heading" dir="auto">
        {card.title}
      </div>
      <ChatText text={slackAnnouncement(card)} platform="slack" />
      <ShownImages card={card} announcement={announcement} />
      {card.note !== null && (
        <div className={styles.line} data-role="subtext" dir="auto">
          {card.note}
        </div>
      )}
      <Links card={card} />
    </figure>
  )
}

function Mail({ preview: { card, mail }, announcement }: { preview: AnnouncementPreview; announcement: Announcement }) {
  const { t } = useTranslation()
  return (
    <figure className={styles.frame} data-platform="mail" lang={card.language}>
      <figcaption>{t('announcements.mailPreview')}</figcaption>
      <p className={styles.author} dir="auto">
        {mail.subject}
      </p>
      <ChatText text={mail.text} platform="markdown" />
      <ShownImages card={card} announcement={announcement} />
    </figure>
  )
}

function ShownImages({ card: { images }, announcement }: FrameProps) {
  const [ids, alts] = [images.map(({ id }) => id), images.map(({ alt }) => alt)]
  return <Images communityId={announcement.communityId} ids={ids} alts={alts} />
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
