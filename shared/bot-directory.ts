import { z } from 'zod'
import { directoryEntry, directoryFilter } from './directory.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about members. */
export const directoryRequests = {
  /** In the person's communities, at most 20; `near`: hours from the person's own time zone. */
  'people:find': {
    request: directoryFilter
      .pick({ text: true, skill: true, language: true })
      .extend({ person: platformPerson, near: z.number().int().min(0).max(12).nullable(), available: z.boolean() }),
    answer: answerTo({
      people: z.array(directoryEntry.extend({ communityName: z.string() })),
      total: z.number().int(),
      skills: z.array(z.string()),
      directoryUrl: z.string(),
    }),
  },
} as const
