import type { Mailer } from '../members/mailer.ts'
import { Background } from '../platform/background.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { AnnouncementAccess } from './announcement-access.ts'
import { announcementRoutes } from './announcement-routes.ts'
import { AnnouncementSender, type AnnouncementSenderDeps } from './announcement-sender.ts'
import { AnnouncementService, type AnnouncementServiceDeps } from './announcement-service.ts'
import { MailPostman } from './mail-postman.ts'

const LOOK_EVERY_MS = 1_000

type Made = 'access' | 'sender' | 'sendsMail'

export interface CreateAnnouncementsDeps
  extends Omit<AnnouncementServiceDeps, Made>, Omit<AnnouncementSenderDeps, Made> {
  mailer: Mailer
  events: EventBus
  live: Live
}

/** Puts together what announces. */
export function createAnnouncements(deps: CreateAnnouncementsDeps) {
  const background = new Background(deps.log)
  const access = new AnnouncementAccess(deps)
  const sender = new AnnouncementSender(deps)
  const announcements = new AnnouncementService({ ...deps, access, sender, sendsMail: deps.mailer.sends })
  const postman = new MailPostman({ ...deps, background })
  return {
    announcements,
    routes: announcementRoutes({ announcements, members: deps.members }),
    /** From now on this process sends what is due, and mails. */
    start() {
      postman.start()
      background.every(LOOK_EVERY_MS, () => sender.look(), 'due announcements not looked up')
    },
    async close() {
      postman.close()
      await background.close()
    },
  }
}
