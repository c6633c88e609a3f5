import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { Mailer } from '../members/mailer.ts'
import type { Holds } from '../moderation/holds.ts'
import { Background } from '../platform/background.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Principal } from '../platform/principal.ts'
import { ActiveHours } from './active-hours.ts'
import { AnnouncementAccess } from './announcement-access.ts'
import { AnnouncementAudiences, type AnnouncementAudiencesDeps } from './announcement-audiences.ts'
import { AnnouncementClicks } from './announcement-clicks.ts'
import { AnnouncementHolds } from './announcement-holds.ts'
import { AnnouncementImages } from './announcement-images.ts'
import { AnnouncementPreviews } from './announcement-previews.ts'
import { announcementRoutes, countsActivity, openAnnouncementRoutes } from './announcement-routes.ts'
import { AnnouncementSender, type AnnouncementSenderDeps } from './announcement-sender.ts'
import { AnnouncementService, type AnnouncementServiceDeps } from './announcement-service.ts'
import { AnnouncementSettings } from './announcement-settings.ts'
import { AnnouncementSteps } from './announcement-steps.ts'
import { MailPostman } from './mail-postman.ts'
import type { UnsubscribeLinks } from '../platform/mail/unsubscribe-links.ts'

const LOOK_EVERY_MS = 1_000
const WRITE_EVERY_MS = 60_000
const HOUR_MS = 3_600_000

type Made =
  | 'access'
  | 'holds'
  | 'waiting'
  | 'previews'
  | 'sender'
  | 'sendsMail'
  | 'settings'
  | 'images'
  | 'audience'
  | 'clicks'

export interface CreateAnnouncementsDeps
  extends
    Omit<AnnouncementServiceDeps, Made>,
    Omit<AnnouncementSenderDeps, Made>,
    Omit<AnnouncementAudiencesDeps, Made> {
  attachments: AttachmentService
  holds: Holds
  mailer: Mailer
  unsubscribe: UnsubscribeLinks
  events: EventBus
  live: Live
  /** @returns undefined unless the token opens `/bots`. */
  authenticateBot: (token: string) => Promise<Principal | undefined>
}

/** Puts together what announces. */
export function createAnnouncements(deps: CreateAnnouncementsDeps) {
  const background = new Background(deps.log)
  const audience = new AnnouncementAudiences(deps)
  const access = new AnnouncementAccess({ ...deps, audience })
  const images = new AnnouncementImages({ ...deps, access })
  const settings = new AnnouncementSettings(deps)
  const clicks = new AnnouncementClicks(deps.queries)
  const hours = new ActiveHours(deps)
  const sender = new AnnouncementSender({ ...deps, audience, images })
  const holds = new AnnouncementHolds({ ...deps, access })
  const previews = new AnnouncementPreviews({ ...deps, images })
  const made = {
    access,
    holds,
    waiting: deps.holds,
    previews,
    sender,
    settings,
    images,
    clicks,
    sendsMail: deps.mailer.sends,
  }
  const announcements = new AnnouncementService({ ...deps, ...made })
  const postman = new MailPostman({ ...deps, images, background })
  return {
    announcements,
    holds,
    steps: new AnnouncementSteps({ deliveries: () => deps.deliveries }),
    routes: announcementRoutes({ announcements, settings, images, clicks, hours, members: deps.members }),
    openRoutes: openAnnouncementRoutes({ clicks, images, authenticateBot: deps.authenticateBot }),
    activity: countsActivity(hours),
    /** Every process counts who comes to it. */
    startCounting() {
      background.every(WRITE_EVERY_MS, () => hours.write(), 'active hours not written')
    },
    /** From now on this process sends what is due, and mails. */
    start() {
      postman.start()
      background.every(LOOK_EVERY_MS, () => sender.look(), 'due announcements not looked up')
      const forget = async () => {
        await images.sweep()
        await hours.forget()
      }
      background.every(HOUR_MS, forget, 'images of announcements and active hours not forgotten')
    },
    async close() {
      postman.close()
      await background.close()
      await hours.write()
    },
  }
}
