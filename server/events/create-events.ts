import type { Holds } from '../moderation/holds.ts'
import { Background } from '../platform/background.ts'
import { EventAccess } from './event-access.ts'
import { EventAudience, type EventAudienceDeps } from './event-audience.ts'
import { EventCalendar } from './event-calendar.ts'
import { EventClock, type EventClockDeps } from './event-clock.ts'
import { EventHolds } from './event-holds.ts'
import { EventPlanner } from './event-planner.ts'
import { eventRoutes } from './event-routes.ts'
import { EventPresenter } from './event-presenter.ts'
import { EventSender, type EventSenderDeps } from './event-sender.ts'
import { EventService, type EventServiceDeps } from './event-service.ts'

const LOOK_EVERY_MS = 1_000

type Made = 'access' | 'audience' | 'presenter' | 'sender' | 'planner' | 'clock' | 'holds' | 'waiting'

export type CreateEventsDeps = EventAudienceDeps &
  EventSenderDeps &
  Omit<EventServiceDeps, Made> &
  Omit<EventClockDeps, Made> & { holds: Holds }

/** Puts together what plans events. */
export function createEvents(deps: CreateEventsDeps) {
  const background = new Background(deps.log)
  const access = new EventAccess(deps)
  const audience = new EventAudience(deps)
  const sender = new EventSender(deps)
  const presenter = new EventPresenter({ ...deps, access, audience })
  const clock = new EventClock({ ...deps, audience, sender })
  const planner = new EventPlanner({ ...deps, audience, sender, clock })
  const holds = new EventHolds({ ...deps, access, planner })
  const events = new EventService({ ...deps, access, audience, presenter, sender, planner, holds, waiting: deps.holds })
  const calendar = new EventCalendar({ ...deps, access, audience })
  return {
    events,
    holds,
    routes: eventRoutes({ events, calendar, members: deps.members }),
    /** From now on this process reminds, and goes on to the next date. */
    start() {
      background.every(LOOK_EVERY_MS, () => clock.look(), 'events not looked up')
    },
    close: () => background.close(),
  }
}
