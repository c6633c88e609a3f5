import { Button, NumberInput, Select, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { EVENT_REPEATS, MAX_EVENT_TEXT, MAX_EVENT_TITLE } from '../../../shared/event-card.ts'
import { eventEndpoints, type EventInput, type EventOptions, type HubEvent } from '../../../shared/events.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { EventChannels } from './event-channels.tsx'
import { eventOptionsQuery, eventQuery, eventsChanged, useMyZone } from './event-queries.ts'
import styles from './events.module.css'

/** Plans an event, or changes one wherever it stands. */
export function EventEditorPage({ eventId }: { eventId: string | undefined }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const zone = useMyZone()
  const options = useQuery(eventOptionsQuery(community.id))
  const found = useQuery({ ...eventQuery(community.id, eventId ?? ''), enabled: eventId !== undefined })
  const isReady = options.data !== undefined && (eventId === undefined || found.data !== undefined)
  const error = options.error ?? found.error
  return (
    <>
      <PageHeader
        crumb={<Link href={eventId === undefined ? '/events' : `/events/${eventId}`}>{t('events.title')}</Link>}
        title={found.data?.event.title ?? t('events.new')}
      />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isReady && options.data !== undefined ? (
          <EventForm event={found.data?.event} options={options.data} zone={zone} />
        ) : error === null ? (
          <PageLoader />
        ) : (
          <ErrorState error={error} retry={() => void options.refetch()} />
        )}
      </div>
    </>
  )
}

interface EventFormProps {
  event: HubEvent | undefined
  options: EventOptions
  zone: string
}

function EventForm({ event, options, zone }: EventFormProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [input, setInput] = useState<EventInput>(() => (event === undefined ? blank(options, zone) : inputOf(event)))
  const { busy, error, onSubmit } = useSubmit()
  const isNew = event === undefined
  // Whom it is for stays as it is once people were invited.
  const isOpen = isNew || event.state !== 'planned'
  const change = (part: Partial<EventInput>) => setInput((all) => ({ ...all, ...part }))
  const save = async () => {
    const params = { communityId: community.id }
    const answer = isNew
      ? await api.call(eventEndpoints.add, { params, body: input })
      : await api.call(eventEndpoints.change, { params: { ...params, eventId: event.id }, body: input })
    await eventsChanged(client, answer)
    notifyDone(t(answer.state === 'held' ? 'events.isHeld' : isOpen ? 'events.invited' : 'events.changed'))
    navigate(`/events/${answer.id}`)
  }
  const times = [
    { name: 'start', label: t('events.start') },
    { name: 'end', label: t('events.end') },
  ] as const
  return (
    <form className={styles.form} onSubmit={onSubmit(save)}>
      <TextInput
        label={t('events.name')}
        maxLength={MAX_EVENT_TITLE}
        required
        value={input.title}
        onChange={(edit) => change({ title: edit.currentTarget.value })}
      />
      <Textarea
        label={t('events.text')}
        description={t('events.textHint')}
        maxLength={MAX_EVENT_TEXT}
        autosize
        minRows={3}
        value={input.markdown}
        onChange={(edit) => change({ markdown: edit.currentTarget.value })}
      />
      <div className={styles.inline}>
        {times.map(({ name, label }) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={label}
            required
            value={input[name]}
            onChange={(edit) => change(withTime(input, name, edit.currentTarget.value.slice(0, 16)))}
          />
        ))}
        <Select
          label={t('events.timeZone')}
          data={[...new Set(['UTC', input.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
          value={input.timeZone}
          allowDeselect={false}
          searchable
          limit={50}
          onChange={(timeZone) => timeZone !== null && change({ timeZone })}
        />
      </div>
      <div className={styles.inline}>
        <Select
          label={t('events.repeat')}
          data={EVENT_REPEATS.map((value) => ({ value, label: t(`events.repeats.${value}`) }))}
          value={input.repeat}
          allowDeselect={false}
          onChange={(value) => change({ repeat: EVENT_REPEATS.find((one) => one === value) ?? 'never' })}
        />
        {input.repeat !== 'never' && (
          <TextInput
            type="date"
            label={t('events.until')}
            value={input.until ?? ''}
            onChange={({ currentTarget: { value } }) => change({ until: value === '' ? null : value })}
          />
        )}
        <NumberInput
          label={t('events.capacity')}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={input.capacity ?? ''}
          onChange={(value) => change({ capacity: value === '' ? null : Number(value) })}
        />
      </div>
      <PlaceFields input={input} options={options} onChange={change} />
      {(options.niches.length > 0 || input.nicheId !== null) && (
        <Select
          label={t('events.forWhom')}
          data={[
            ...(options.everywhere ? [{ value: '', label: t('announcements.everybody') }] : []),
            ...options.niches.map(({ id, name }) => ({ value: id, label: t('announcements.inNiche', { name }) })),
          ]}
          value={input.nicheId ?? ''}
          disabled={!isOpen}
          allowDeselect={false}
          onChange={(value) => change({ nicheId: value === '' ? null : value })}
        />
      )}
      {isOpen && options.everywhere && (
        <EventChannels input={input} options={options} language={i18n.language} onChange={change} />
      )}
      {!isOpen && <p className={pageStyles.hint}>{t('events.audienceFixed')}</p>}
      {error !== undefined && (
        <Text size="sm" c="var(--gh-danger-text)" role="alert">
          {error}
        </Text>
      )}
      <Button type="submit" loading={busy} className={styles.start}>
        {t(isOpen ? 'events.invite' : 'events.save')}
      </Button>
    </form>
  )
}

interface PlaceFieldsProps {
  input: EventInput
  options: EventOptions
  onChange: (part: Partial<EventInput>) => void
}

const PLACES = ['link', 'room', 'address'] as const

function PlaceFields({ input: { place }, options: { rooms }, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation()
  const choose = (kind: string) => {
    if (kind === 'room') onChange({ place: { kind, roomId: rooms[0]?.id ?? '' } })
    else onChange({ place: kind === 'link' ? { kind, url: '' } : { kind: 'address', text: '' } })
  }
  return (
    <div className={styles.field}>
      <SegmentedControl
        aria-label={t('events.where')}
        value={place.kind}
        onChange={choose}
        data={PLACES.filter((kind) => kind !== 'room' || rooms.length > 0).map((value) => ({
          value,
          label: t(`events.placeKinds.${value}`),
        }))}
      />
      {place.kind === 'link' && (
        <TextInput
          type="url"
          label={t('events.placeLink')}
          placeholder="https://"
          required
          value={place.url}
          onChange={(event) => onChange({ place: { kind: 'link', url: event.currentTarget.value } })}
        />
      )}
      {place.kind === 'room' && (
        <Select
          label={t('events.placeRoom')}
          data={rooms.map(({ id, name }) => ({ value: id, label: `#${name}` }))}
          value={place.roomId}
          allowDeselect={false}
          searchable
          onChange={(roomId) => roomId !== null && onChange({ place: { kind: 'room', roomId } })}
        />
      )}
      {place.kind === 'address' && (
        <TextInput
          label={t('events.placeAddress')}
          maxLength={100}
          required
          value={place.text}
          onChange={(event) => onChange({ place: { kind: 'address', text: event.currentTarget.value } })}
        />
      )}
    </div>
  )
}

/** Moved, it lasts as long as before. */
function withTime(input: EventInput, name: 'start' | 'end', value: string): Partial<EventInput> {
  if (name === 'end' || value === '') return { [name]: value }
  const lasts = Date.parse(`${input.end}Z`) - Date.parse(`${input.start}Z`)
  const starts = Date.parse(`${value}Z`)
  const ends = starts + (Number.isFinite(lasts) && lasts > 0 ? lasts : 3_600_000)
  return { start: value, ...(Number.isFinite(starts) ? { end: new Date(ends).toISOString().slice(0, 16) } : {}) }
}

/** Tomorrow evening, for an hour. */
function blank({ everywhere, niches }: EventOptions, timeZone: string): EventInput {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(Date.now() + 86_400_000)
  return {
    title: '',
    markdown: '',
    start: `${day}T18:00`,
    end: `${day}T19:00`,
    timeZone,
    repeat: 'never',
    until: null,
    place: { kind: 'link', url: '' },
    capacity: null,
    nicheId: everywhere ? null : (niches[0]?.id ?? null),
    channels: [],
    listed: false,
  }
}

function inputOf({ title, markdown, times, place, roomId, capacity, nicheId, channels, listed }: HubEvent): EventInput {
  return {
    title,
    markdown,
    ...times,
    place:
      place.kind === 'room'
        ? { kind: 'room', roomId: roomId ?? '' }
        : place.kind === 'link'
          ? { kind: 'link', url: place.label }
          : { kind: 'address', text: place.label },
    capacity,
    nicheId,
    channels,
    listed,
  }
}
