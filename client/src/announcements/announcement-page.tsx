import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { announcementOptionEndpoints } from '../../../shared/announcement-options.ts'
import type { Announcement, AnnouncementText } from '../../../shared/announcements.ts'
import { primaryLanguage } from '../../../shared/translation.ts'
import { Markdown, markdownBlocks } from '../boards/markdown.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { languageName } from '../lib/language-names.ts'
import { useCommunity } from '../lib/session.tsx'
import { HoldNote } from '../moderation/hold-note.tsx'
import { ReportButton } from '../moderation/report-button.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { Beside } from '../translation/beside.tsx'
import { type Part, PartTitle, ReadTranslated } from '../translation/read-translated.tsx'
import { AnnouncementEditor } from './announcement-editor.tsx'
import { announcementQuery } from './announcement-queries.ts'
import styles from './announcements.module.css'
import { Images } from './images.tsx'
import { textIn } from './text-in.ts'

/** For who announces, to write, send and follow it; for all others, to read it in their language. */
export function AnnouncementPage({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const isNew = announcementId === 'new'
  const { data, error, isPending, refetch } = useQuery({
    ...announcementQuery(community.id, announcementId),
    enabled: !isNew,
  })
  if (data !== undefined && !data.mine) return <Read announcement={data} />
  return (
    <>
      <PageHeader
        crumb={<Link href="/announcements">{t('announcements.title')}</Link>}
        title={data === undefined ? t('announcements.new') : textIn(data, data.language).title}
      />
      <div className={pageStyles.body}>
        {isNew || data !== undefined ? (
          <AnnouncementEditor announcement={data} />
        ) : isPending ? (
          <PageLoader />
        ) : (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
      </div>
    </>
  )
}

function Read({ announcement }: { announcement: Announcement }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const text = textIn(announcement, i18n.language)
  const { author, sentAt, urls, images, language, hold } = announcement
  // It is only counted: that it failed is nothing to the reader.
  const count = (button: number) => {
    const params = { communityId: announcement.communityId, announcementId: announcement.id }
    api.call(announcementOptionEndpoints.click, { params, body: { button } }).catch(() => undefined)
  }
  return (
    <>
      <PageHeader crumb={<Link href="/announcements">{t('announcements.title')}</Link>} title={text.title} />
      <article className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <HoldNote hold={hold} mine={false} />
        <p className={pageStyles.hint}>
          {author !== null && (
            <>
              <bdi>{author.name}</bdi>
              {sentAt !== null && ' · '}
            </>
          )}
          {sentAt !== null && <time dateTime={new Date(sentAt).toISOString()}>{locale.dateTime(sentAt)}</time>}
          {text.engine !== null &&
            ` · ${t('announcements.machine', { language: languageName(language, i18n.language), engine: text.engine })}`}
        </p>
        <div className={pageStyles.card} lang={text.language} dir="auto">
          <Words announcement={announcement} text={text} />
          <Images communityId={announcement.communityId} ids={images} alts={text.alts} />
          {urls.length > 0 && (
            <div className={styles.links}>
              {urls.map((url, at) => (
                <Button
                  key={url}
                  component="a"
                  href={url}
                  target="_blank"
                  rel="noopener noreferrer"
                  variant="default"
                  onClick={() => count(at)}
                >
                  {text.labels[at] ?? url}
                </Button>
              ))}
            </div>
          )}
        </div>
        {sentAt !== null && <ReportButton subject={{ kind: 'announcement', id: announcement.id, placeId: null }} />}
      </article>
    </>
  )
}

/** As its author or an engine wrote it in the reader's language, else to be translated when asked for; the original beside it. */
function Words({ announcement, text }: { announcement: Announcement; text: AnnouncementText }) {
  const { t, i18n } = useTranslation()
  const [isBeside, setIsBeside] = useState(false)
  const words = <Markdown text={text.markdown} />
  if (text.language !== announcement.language) {
    const own = textIn(announcement, announcement.language)
    return (
      <>
        {isBeside ? (
          <Beside original={<Whole text={own} />} lang={text.language}>
            <Whole text={text} />
          </Beside>
        ) : (
          words
        )}
        <div className={styles.links}>
          <Button size="xs" variant="default" aria-pressed={isBeside} onClick={() => setIsBeside(!isBeside)}>
            {t('translation.beside')}
          </Button>
        </div>
      </>
    )
  }
  if (primaryLanguage(text.language) === primaryLanguage(i18n.language)) return words
  return (
    <ReadTranslated parts={partsOf(text)} purpose="announcement">
      {words}
    </ReadTranslated>
  )
}

function Whole({ text: { title, markdown } }: { text: AnnouncementText }) {
  return (
    <>
      <PartTitle words={title} />
      <Markdown text={markdown} />
    </>
  )
}

function partsOf({ title, markdown }: AnnouncementText): Part[] {
  const blocks = markdownBlocks(markdown).map((block): Part => ({
    text: block,
    original: <Markdown text={block} />,
    show: (translated) => <Markdown text={translated} />,
  }))
  const heading = (words: string) => <PartTitle words={words} />
  return [{ text: title, original: heading(title), show: heading }, ...blocks]
}
