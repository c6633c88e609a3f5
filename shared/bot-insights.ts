import { z } from 'zod'
import { INSIGHT_DAYS, insights, insightStep } from './insights.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about how communities do. */
export const insightRequests = {
  /** Of the communities where the person is an admin or moderates a niche. */
  'insights:read': {
    request: z.object({
      person: platformPerson,
      days: z.literal(INSIGHT_DAYS),
      /** Id or name of a niche, of which alone they are; null: of the whole. */
      niche: z.string().max(100).nullable().default(null),
    }),
    answer: answerTo({
      communities: z.array(
        z.object({
          communityName: z.string(),
          nicheName: z.string().nullable().default(null),
          insights,
          /** The sums of as many days before; null: they are not counted as far back as that. */
          before: insightStep.shape.counts.nullable(),
        }),
      ),
      insightsUrl: z.string(),
    }),
  },
} as const
