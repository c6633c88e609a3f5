import { z } from 'zod'

/** How much one member may post. */
export interface PostingLimits {
  messagesPerMinute: number
  commentsPerMinute: number
  gigsPerDay: number
  reportsPerDay: number
}

const most = (fallback: number, description: string) =>
  z.coerce.number().int().min(1).max(1_000_000).default(fallback).meta({ description })

export const postingEnv = {
  MESSAGES_PER_MINUTE: most(60, 'Most messages that one member may write in rooms in a minute.'),
  COMMENTS_PER_MINUTE: most(30, 'Most comments and reviews that one member may write in a minute.'),
  GIG_POSTS_PER_DAY: most(20, 'Most gigs that one member may post in a day.'),
  REPORTS_PER_DAY: most(30, 'Most reports that one member may make in a day.'),
}

type PostingEnv = z.infer<z.ZodObject<typeof postingEnv>>

export function postingLimits(env: PostingEnv): PostingLimits {
  return {
    messagesPerMinute: env.MESSAGES_PER_MINUTE,
    commentsPerMinute: env.COMMENTS_PER_MINUTE,
    gigsPerDay: env.GIG_POSTS_PER_DAY,
    reportsPerDay: env.REPORTS_PER_DAY,
  }
}
