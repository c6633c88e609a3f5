import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Announcement, announcementEndpoints, REPEATS, type SendTime } from '../../../shared/announcements.ts'
import { timesOf } from '../../../shared/event-card.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { useMyZone } from '../events/event-queries.ts'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useSubmit } from '../lib/use-submit.ts'
import { bestHourQuery } from './announcement-queries.ts'
import listStyles from '../components/card-list.module.css'
import styles from './announcements.module.css'

interface SendBarProps {
  announcement: Announcement | undefined
  /** What the fields hold now, saved. */
  saved: () => Promise<Announcement>
  onAnswer: (announcement: Announcement) => Promise<void>
}

type Asking = 'recall' | 'remove' | null

/** What can be done with it next: send it, now or at an hour; call that off; take it back. */
export function SendBar({ announcement, saved, onAnswer }: SendBarProps) {
  const { t, i18n } = useTranslation()
  const readerTimeZone = useMyZone()
  const [asking, setAsking] = useState<Asking>(null)
  const { busy, error, run } = useSubmit()
  const state = announcement?.state ?? 'draft'
  const paramsOf = ({ communityId, id }: Announcement) => ({ communityId, announcementId: id })
  const send = (at: SendTime | null) =>
    run(async () => {
      const answer = await api.call(announcementEndpoints.send, { params: paramsOf(await saved()), body: { at } })
      await onAnswer(answer)
      const { dueAt, schedule, state: after } = answer
      if (after === 'held') return notifyDone(t('announcements.held'))
      if (dueAt === null || schedule === null) return notifyDone(t('announcements.sent'))
      const when = timesOf({ startsAt: dueAt, timeZone: schedule.timeZone, readerTimeZone, language: i18n.language })
      notifyDone(t('announcements.due', { when }))
    })
  return (
    <Stack gap="sm" className={styles.variant}>
      {state === 'draft' && <SendFields busy={busy} onSend={(at) => void send(at)} />}
      {(state === 'scheduled' || state === 'held') && announcement !== undefined && (
        <Waiting announcement={announcement} busy={busy} onAnswer={onAnswer} run={run} />
      )}
      {state === 'recalled' && <Text size="sm">{t('announcements.isRecalled')}</Text>}
      {error !== undefined && (
        <Text size="sm" c="var(--gh-danger-text)" role="alert">
          {error}
        </Text>
      )}
      {announcement !== undefined && state !== 'recalled' && (
        <Group>
          {announcement.sentAt === null ? (
            <Button variant="subtle" color="red" onClick={() => setAsking('remove')}>
              {t('announcements.remove')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setAsking('recall')}>
              {t('announcements.recall')}
            </Button>
          )}
        </Group>
      )}
      {announcement !== undefined && asking !== null && (
        <Ask announcement={announcement} asking={asking} onAnswer={onAnswer} onClose={() => setAsking(null)} />
      )}
    </Stack>
  )
}

function SendFields({ busy, onSend }: { busy: boolean; onSend: (at: SendTime | null) => void }) {
  const { t } = useTranslation()
  const [isLater, setIsLater] = useState(false)
  const [local, setLocal] = useState('')
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [repeat, setRepeat] = useState<SendTime['repeat']>('never')
  return (
    <>
      <SegmentedControl
        aria-label={t('announcements.when')}
        value={isLater ? 'later' : 'now'}
        onChange={(value) => setIsLater(value === 'later')}
        data={[
          { value: 'now', label: t('announcements.now') },
          { value: 'later', label: t('announcements.later') },
        ]}
      />
      {isLater && (
        <>
          <TextInput
            type="datetime-local"
            label={t('announcements.at')}
            value={local}
            onChange={(event) => setLocal(event.currentTarget.value.slice(0, 16))}
          />
          <BestHour timeZone={timeZone} onChoose={setLocal} />
          <Select
            label={t('announcements.timeZone')}
            data={[...new Set(['UTC', timeZone, ...Intl.supportedValuesOf('timeZone')])]}
            value={timeZone}
            allowDeselect={false}
            searchable
            limit={50}
            onChange={(zone) => zone !== null && setTimeZone(zone)}
          />
          <Select
            label={t('announcements.repeat')}
            data={REPEATS.map((value) => ({ value, label: t(`announcements.repeats.${value}`) }))}
            value={repeat}
            allowDeselect={false}
            onChange={(value) => setRepeat(REPEATS.find((one) => one === value) ?? 'never')}
          />
        </>
      )}
      <Button
        loading={busy}
        disabled={isLater && local === ''}
        onClick={(event) => {
          // What is missing is said at its field.
          if (event.currentTarget.form?.reportValidity() === false) return
          onSend(isLater ? { local, timeZone, repeat } : null)
        }}
      >
        {t(isLater ? 'announcements.schedule' : 'announcements.send')}
      </Button>
    </>
  )
}

/** When most members are here, as far as is known. */
function BestHour({ timeZone, onChoose }: { timeZone: string; onChoose: (local: string) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const { data } = useQuery(bestHourQuery(community.id, timeZone))
  if (data === undefined) return null
  if (data === null) return <p className={listStyles.facts}>{t('announcements.noBestHour')}</p>
  const { local, visits, days } = data
  return (
    <div>
      <Button size="compact-sm" variant="subtle" onClick={() => onChoose(local)}>
        {t('announcements.bestHour', { time: local.slice(11) })}
      </Button>
      <p className={listStyles.facts}>
        {t('announcements.bestHourText', { visits: locale.number(visits), count: days })}
      </p>
    </div>
  )
}

interface WaitingProps {
  announcement: Announcement
  busy: boolean
  onAnswer: SendBarProps['onAnswer']
  run: ReturnType<typeof useSubmit>['run']
}

/** For its time, or for a moderator. */
function Waiting({ announcement, busy, onAnswer, run }: WaitingProps) {
  const { t, i18n } = useTranslation()
  const readerTimeZone = useMyZone()
  const { communityId, id, dueAt, schedule, state } = announcement
  const timeZone = schedule?.timeZone ?? readerTimeZone
  const when = dueAt === null ? '' : timesOf({ startsAt: dueAt, timeZone, readerTimeZone, language: i18n.language })
  const stop = () =>
    run(async () => {
      await onAnswer(await api.call(announcementEndpoints.unschedule, { params: { communityId, announcementId: id } }))
    })
  return (
    <>
      {dueAt !== null && (
        <Text size="sm">
          {t('announcements.due', { when })}{' '}
          {schedule !== null && schedule.repeat !== 'never' && t(`announcements.repeats.${schedule.repeat}`)}
        </Text>
      )}
      <Button variant="default" loading={busy} onClick={() => void stop()}>
        {t(state === 'held' ? 'announcements.unhold' : 'announcements.unschedule')}
      </Button>
    </>
  )
}

function Ask({
  announcement,
  asking,
  onAnswer,
  onClose,
}: {
  announcement: Announcement
  asking: 'recall' | 'remove'
  onAnswer: SendBarProps['onAnswer']
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const client = useQueryClient()
  const { communityId, id } = announcement
  const params = { communityId, announcementId: id }
  const confirm = async () => {
    if (asking === 'recall') return await onAnswer(await api.call(announcementEndpoints.recall, { params }))
    await api.call(announcementEndpoints.remove, { params })
    navigate('/announcements', { replace: true })
    await client.invalidateQueries({ queryKey: ['announcements', communityId], exact: true })
  }
  return (
    <ConfirmModal
      title={t(asking === 'recall' ? 'announcements.recallTitle' : 'announcements.removeTitle')}
      text={t(asking === 'recall' ? 'announcements.recallText' : 'announcements.removeDraftText')}
      action={t(asking === 'recall' ? 'announcements.recall' : 'announcements.remove')}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
