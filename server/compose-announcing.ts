import { createAnnouncements, type CreateAnnouncementsDeps } from './announcements/create-announcements.ts'
import { createDigests, type CreateDigestsDeps } from './digests/create-digests.ts'
import { readableBy } from './documents/readable-documents.ts'
import { UnsubscribeLinks } from './platform/mail/unsubscribe-links.ts'
import type { Teardown } from './platform/teardown.ts'

type Made = 'unsubscribe' | 'inDigest' | 'readableBy' | 'enqueue' | 'sendsMail'

export interface ComposeAnnouncingDeps extends Omit<CreateAnnouncementsDeps, Made>, Omit<CreateDigestsDeps, Made> {
  /** Signs the links that stop mails. */
  secret: string
  teardown: Teardown
}

/** Puts together what is told to many, and what is told once a day. */
export function composeAnnouncing({ secret, teardown, ...deps }: ComposeAnnouncingDeps) {
  const unsubscribe = new UnsubscribeLinks(secret, deps.publicUrl)
  const announcing = createAnnouncements({
    ...deps,
    unsubscribe,
    inDigest: (...about) => deps.settings.withAnnouncements(...about),
  })
  teardown.add(() => announcing.close())
  const digesting = createDigests({
    ...deps,
    unsubscribe,
    readableBy,
    enqueue: (...about) => deps.deliveries.enqueue(...about),
    sendsMail: deps.mailer.sends,
  })
  teardown.add(() => digesting.close())
  announcing.startCounting()
  return {
    announcing,
    digesting,
    /** From now on this process sends what is due. */
    start() {
      announcing.start()
      digesting.start()
    },
  }
}
