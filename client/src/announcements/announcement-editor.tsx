import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { AnnouncementOptions } from '../../../shared/announcement-options.ts'
import { type Announcement, announcementEndpoints, type AnnouncementInput } from '../../../shared/announcements.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone, notifyRefused } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { HoldNote } from '../moderation/hold-note.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { languageName } from '../lib/language-names.ts'
import { announcementOptionsQuery, inputOf, took } from './announcement-queries.ts'
import { AnnouncementReport } from './announcement-report.tsx'
import styles from './announcements.module.css'
import { AudienceFields } from './audience-fields.tsx'
import { Previews } from './previews.tsx'
import { SendBar } from './send-bar.tsx'
import { TextFields } from './text-fields.tsx'

/** Writes an announcement, shows how each platform is going to, sends it, and follows it. */
export function AnnouncementEditor({ announcement }: { announcement: Announcement | undefined }) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const { data: options } = useQuery(announcementOptionsQuery(community.id))
  const [fields, setInput] = useState<AnnouncementInput>(() =>
    announcement === undefined ? blank(i18n.language) : inputOf(announcement),
  )
  const [base, setBase] = useState(fields)
  const stored = announcement === undefined ? base : inputOf(announcement)
  if (!isSame(stored, base)) {
    setBase(stored)
    // Changed elsewhere, or by an answer that came after this page had changed its address.
    if (isSame(fields, base)) setInput(stored)
  }
  const input = forWhom(fields, options)
  const { busy, error, run } = useSubmit()
  const params = { communityId: community.id }
  const isSent = announcement !== undefined && announcement.sentAt !== null
  const isRecalled = announcement?.state === 'recalled'
  const isDirty = announcement === undefined || !isSame(stored, input)
  const change = (part: Partial<AnnouncementInput>) => setInput((all) => ({ ...all, ...part }))
  const show = async (answer: Announcement) => {
    setInput(inputOf(answer))
    await took(client, answer)
    if (answer.id !== announcement?.id) navigate(`/announcements/${answer.id}`, { replace: true })
  }
  const save = async (): Promise<Announcement> => {
    const answer =
      announcement === undefined
        ? await api.call(announcementEndpoints.add, { params, body: input })
        : await api.call(announcementEndpoints.change, {
            params: { ...params, announcementId: announcement.id },
            body: input,
          })
    await show(answer)
    return answer
  }
  const saved = async () => (announcement === undefined || isDirty ? await save() : announcement)
  const translate = async (languages: string[]) => {
    const { id } = await saved()
    const { announcement: answer, failed } = await api.call(announcementEndpoints.translate, {
      params: { ...params, announcementId: id },
      body: { languages },
    })
    await show(answer)
    for (const { language, reason } of failed) {
      const names = { from: languageName(input.language, i18n.language), to: languageName(language, i18n.language) }
      notifyRefused(`translate-${language}`, `${names.to}: ${t(`chat.untranslated.${reason}`, names)}`)
    }
  }
  return (
    <div className={styles.editor}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run(async () => {
            await save()
            notifyDone(t(isSent ? 'announcements.changed' : 'announcements.saved'))
          })
        }}
      >
        <HoldNote hold={announcement?.hold ?? null} mine />
        <fieldset disabled={isRecalled} className={styles.plain}>
          <TextFields
            input={input}
            machine={announcement?.texts ?? []}
            busy={busy}
            onChange={change}
            onTranslate={(languages) => void run(() => translate(languages))}
          />
          {options !== undefined && (
            <AudienceFields input={input} options={options} disabled={isSent} onChange={change} />
          )}
        </fieldset>
        {error !== undefined && (
          <Text size="sm" c="var(--gh-danger-text)" role="alert">
            {error}
          </Text>
        )}
        {!isRecalled && (
          <Button type="submit" loading={busy} disabled={!isDirty} variant={isSent ? 'filled' : 'default'}>
            {t(isSent ? 'announcements.changeEverywhere' : 'announcements.save')}
          </Button>
        )}
        <SendBar announcement={announcement} saved={saved} onAnswer={show} />
      </form>
      <div>
        {announcement === undefined ? (
          <p className={pageStyles.hint}>{t('announcements.previewLater')}</p>
        ) : (
          <>
            {isSent && <AnnouncementReport announcement={announcement} />}
            <Previews announcement={announcement} isStale={isDirty} />
          </>
        )}
      </div>
    </div>
  )
}

function isSame(one: AnnouncementInput, other: AnnouncementInput): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Nobody writes for whom they cannot reach. */
function forWhom(input: AnnouncementInput, options: AnnouncementOptions | undefined): AnnouncementInput {
  if (options === undefined) return input
  const nicheId = options.everywhere ? input.nicheId : (input.nicheId ?? options.niches[0]?.id ?? null)
  return { ...input, nicheId, mail: input.mail && options.mail }
}

function blank(language: string): AnnouncementInput {
  const text = { language, title: '', markdown: '', labels: [], alts: [] }
  const audience = { roles: [], languages: [], platforms: [] }
  const ways = { web: true, mail: true, dm: true }
  return { nicheId: null, language, texts: [text], urls: [], images: [], channels: [], audience, ...ways }
}
