import { z } from 'zod'
import { platform } from './deliveries.ts'
import { communityParams, endpoint, epochMs, fileBytes, id } from './endpoint.ts'
import { eventRepeat, MAX_EVENT_TEXT, MAX_EVENT_TITLE } from './event-card.ts'
import { hold } from './holds.ts'
import { timeZone } from './profiles.ts'
import { linkableChannel } from './room-links.ts'
import { languageCode } from './translation.ts'

const MAX_CHANNELS = 20
const MAX_CAPACITY = 100_000
const MAX_DAYS = 14
const DAY_MS = 86_400_000
/** More than three months of a month view, never more than a page can show. */
const LONGEST_SPAN_MS = 100 * DAY_MS
export const MAX_SKIPPED = 200
/** Minutes before the start. */
export const REMINDER_CHOICES = [5, 15, 30, 60, 120, 1440, 2880, 10_080] as const

const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'is not a local time such as 2026-03-29T09:00')
const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day such as 2026-03-29')

const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    url: z.url({ protocol: /^https?$/, error: 'is not a web address, e.g. https://example.com' }).max(500),
  }),
  /** A room of the hub's chat. */
  z.object({ kind: z.literal('room'), roomId: id }),
  z.object({ kind: z.literal('address'), text: z.string().trim().min(1).max(100) }),
])

const channel = linkableChannel
  .omit({ kind: true })
  .extend({ workspaceId: z.string().min(1).max(64), channelId: z.string().min(1).max(64), platform })
  .extend({ name: z.string().max(200), workspaceName: z.string().max(200), language: languageCode })

/** The calendar of an event: local times of `timeZone`, so that clocks that are set forward or back move nothing. */
export const eventTimes = z.object({
  start: localTime,
  /** Of the first date; may be on a later day. */
  end: localTime,
  timeZone,
  repeat: eventRepeat.default('never'),
  /** The last day on which one may begin; null: it repeats until it is cancelled. */
  until: localDate.nullable().default(null),
})
export type EventTimes = z.infer<typeof eventTimes>

export const eventInput = eventTimes
  .extend({
    title: z.string().trim().min(1).max(MAX_EVENT_TITLE),
    markdown: z.string().trim().max(MAX_EVENT_TEXT).default(''),
    place,
    /** How many can come; null: any number. */
    capacity: z.number().int().min(1).max(MAX_CAPACITY).nullable().default(null),
    /** For the members of this niche; null: for all of the community. */
    nicheId: id.nullable().default(null),
    /** Where the invitation is posted. */
    channels: z.array(channel).max(MAX_CHANNELS).default([]),
    /** Also as an event of each Discord server that has one of these channels. */
    listed: z.boolean().default(false),
  })
  .superRefine(({ start, end, repeat, until, channels }, issues) => {
    const add = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message })
    const lastsMs = Date.parse(`${end}Z`) - Date.parse(`${start}Z`)
    if (Number.isNaN(lastsMs)) return add('end', 'is not a day of the calendar')
    if (lastsMs <= 0) add('end', 'is not after the start')
    if (lastsMs > MAX_DAYS * DAY_MS) add('end', `is more than ${MAX_DAYS} days after the start`)
    const longest = { never: Infinity, daily: DAY_MS, weekly: 7 * DAY_MS, monthly: 28 * DAY_MS }[repeat]
    if (lastsMs > longest) add('end', 'is after the event begins again')
    if (until !== null && until < start.slice(0, 10)) add('until', 'is before the first date')
    const places = new Set(channels.map((one) => `${one.platform} ${one.workspaceId} ${one.channelId}`))
    if (places.size < channels.length) add('channels', 'names a channel twice')
  })
export type EventInput = z.infer<typeof eventInput>

/** One date of an event. */
const occurrence = z.object({
  /** Its name: the local start by the calendar. */
  local: localTime,
  startsAt: epochMs,
  endsAt: epochMs,
})
export type Occurrence = z.infer<typeof occurrence>

/** To an event that repeats, for all its dates. */
export const EVENT_ANSWERS = ['going', 'maybe', 'no'] as const
export const eventAnswer = z.enum(EVENT_ANSWERS)
export type EventAnswer = z.infer<typeof eventAnswer>

const person = z.object({ id, name: z.string() })

export const hubEvent = z.object({
  id,
  communityId: id,
  author: person.nullable(),
  title: z.string(),
  markdown: z.string(),
  times: eventTimes,
  place: z.object({ kind: z.enum(['link', 'room', 'address']), label: z.string(), url: z.string().nullable() }),
  roomId: id.nullable(),
  capacity: z.number().int().nullable(),
  nicheId: id.nullable(),
  nicheName: z.string().nullable(),
  channels: z.array(channel),
  listed: z.boolean(),
  /** Local starts of dates that were called off. */
  skipped: z.array(localTime),
  /** held: it waits for a moderator. refused: one did not let it pass. Nobody is invited to either. */
  state: z.enum(['planned', 'held', 'refused', 'cancelled']),
  /** For who may change it; null: it had no blocked word. */
  hold: hold.nullable(),
  /** The one that runs, or the next; null: all are over. */
  next: occurrence.nullable(),
  going: z.number().int(),
  maybe: z.number().int(),
  myAnswer: eventAnswer.nullable(),
  /** Whether I may change and cancel it. */
  mine: z.boolean(),
})
export type HubEvent = z.infer<typeof hubEvent>

const answered = person.extend({ answer: eventAnswer })

export const eventSettings = z.object({
  /** Minutes before the start; a whole day is one of the calendar. */
  reminders: z
    .array(z.union(REMINDER_CHOICES.map((minutes) => z.literal(minutes))))
    .max(4)
    .default([60, 1440]),
})
export type EventSettings = z.infer<typeof eventSettings>

const options = z.object({
  /** Whether I may invite all, and in channels; else only the members of `niches`. */
  everywhere: z.boolean(),
  niches: z.array(z.object({ id, name: z.string() })),
  channels: z.array(linkableChannel),
  rooms: z.array(z.object({ id, name: z.string() })),
})
export type EventOptions = z.infer<typeof options>

const params = z.object({ communityId: id, eventId: id })
const PATH = '/api/communities/:communityId/events'
const tag = 'events'
const read = { tag, access: 'community:read' } as const
const write = { tag, access: 'community:admin', params } as const

export const eventEndpoints = {
  list: endpoint({
    method: 'get',
    path: PATH,
    summary: 'Dates of events within a span of at most 100 days; without one, of the next 60 days',
    ...read,
    params: communityParams,
    query: z
      .object({ from: z.coerce.number().int().min(0).optional(), to: z.coerce.number().int().min(0).optional() })
      .refine(({ from, to }) => (from === undefined) === (to === undefined), 'needs both from and to')
      .refine(({ from = 0, to = 0 }) => to >= from && to - from <= LONGEST_SPAN_MS, 'is a span of 100 days at most'),
    answer: z.object({
      events: z.array(hubEvent),
      /** By their start. */
      dates: z.array(occurrence.extend({ eventId: id })),
      /** Those of mine, or that I run, to which nobody is invited yet, the newest first. */
      waiting: z.array(hubEvent),
      mayInvite: z.boolean(),
    }),
  }),
  options: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/event-options',
    summary: 'Whom I may invite to an event, and where',
    ...read,
    params: communityParams,
    answer: options,
  }),
  get: endpoint({
    method: 'get',
    path: `${PATH}/:eventId`,
    summary: 'One event with who comes, and who came',
    ...read,
    params,
    answer: z.object({
      event: hubEvent,
      /** At most 500; who does not come is shown to who runs it. */
      answers: z.array(answered),
      /** Dates that have begun, the last first, at most 10, with who was there, for who runs it. */
      past: z.array(occurrence.extend({ attended: z.array(id) })),
      /** The next dates, at most 10. */
      coming: z.array(occurrence),
    }),
  }),
  add: endpoint({
    method: 'post',
    path: PATH,
    summary: 'Plan an event and invite to it (admins; moderators the members of their niche)',
    ...write,
    params: communityParams,
    body: eventInput,
    answer: hubEvent,
    status: 201,
  }),
  change: endpoint({
    method: 'put',
    path: `${PATH}/:eventId`,
    summary: 'Change it wherever it stands; who comes is told when its time or place is another',
    ...write,
    body: eventInput,
    answer: hubEvent,
  }),
  cancel: endpoint({
    method: 'post',
    path: `${PATH}/:eventId/cancel`,
    summary: 'Cancel it, or only one date of it; who comes is told',
    ...write,
    body: z.object({
      /** The local start of one date; null: all of it. */
      local: localTime.nullable().default(null),
    }),
    status: 200,
    answer: hubEvent,
  }),
  answer: endpoint({
    method: 'put',
    path: `${PATH}/:eventId/answer`,
    summary: 'Say whether I come',
    ...read,
    params,
    body: z.object({ answer: eventAnswer }),
    answer: hubEvent,
  }),
  attendance: endpoint({
    method: 'put',
    path: `${PATH}/:eventId/attendance`,
    summary: 'Note who was there on a date that has begun',
    ...write,
    body: z.object({ local: localTime, memberIds: z.array(id).max(500) }),
    status: 204,
  }),
  file: endpoint({
    method: 'get',
    path: `${PATH}/:eventId/calendar.ics`,
    summary: 'The event as an iCalendar file',
    ...read,
    params,
    answer: fileBytes,
    answerType: 'file',
  }),
  settings: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/event-settings',
    summary: 'When I am reminded, and whether I have a calendar feed',
    ...read,
    params: communityParams,
    answer: eventSettings.extend({ hasFeed: z.boolean() }),
  }),
  saveSettings: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/event-settings',
    summary: 'Choose when I am reminded',
    ...read,
    params: communityParams,
    body: eventSettings,
    answer: eventSettings.extend({ hasFeed: z.boolean() }),
  }),
  makeFeed: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/calendar-feed',
    summary: 'A secret address with my events for a calendar; shown once, and an earlier one ends',
    tag,
    access: 'session',
    params: communityParams,
    answer: z.object({ url: z.string() }),
  }),
  endFeed: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/calendar-feed',
    summary: 'End the secret address of my calendar',
    tag,
    access: 'session',
    params: communityParams,
  }),
  feed: endpoint({
    method: 'get',
    path: '/api/calendars/:secret/events.ics',
    summary: 'The events of whoever made this address, as iCalendar',
    tag,
    access: 'public',
    params: z.object({ secret: z.string().regex(/^[\w-]{20,100}$/) }),
    answer: fileBytes,
    answerType: 'file',
  }),
}
