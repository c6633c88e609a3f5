import { z } from 'zod'
import { epochMs, id } from './endpoint.ts'
import { eventRepeat } from './event-card.ts'
import { eventAnswer } from './events.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about events, for a person who may be a member of several communities. */
export const chatEvent = z.object({
  id,
  title: z.string(),
  communityName: z.string(),
  startsAt: epochMs,
  /** Its author's, and the one of the person's profile. */
  timeZone: z.string(),
  readerTimeZone: z.string().nullable(),
  repeat: eventRepeat,
  place: z.object({ label: z.string(), url: z.string().nullable() }),
  going: z.number().int(),
  maybe: z.number().int(),
  capacity: z.number().int().nullable(),
  myAnswer: eventAnswer.nullable(),
  /** In the hub's web client. */
  url: z.string(),
})
export type ChatEvent = z.infer<typeof chatEvent>

export const eventRequests = {
  /** What comes next, at most 20. */
  'events:read': {
    request: z.object({ person: platformPerson }),
    answer: answerTo({ events: z.array(chatEvent), eventsUrl: z.string() }),
  },
  'events:answer': {
    request: z.object({ person: platformPerson, eventId: id, answer: eventAnswer }),
    answer: answerTo({ event: chatEvent }),
  },
} as const
