import { Router } from 'express'
import { eventEndpoints } from '../../shared/events.ts'
import type { Member } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import { mountDownload } from '../platform/http/mount-file.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { EventCalendar } from './event-calendar.ts'
import type { EventService } from './event-service.ts'

export interface EventRoutesDeps {
  events: EventService
  calendar: EventCalendar
  members: MemberService
}

export function eventRoutes({ events, calendar, members }: EventRoutesDeps): Router {
  const router = Router()
  const memberIn = (principal: Principal, { communityId }: { communityId: string }): Promise<Member> =>
    members.requireRole(principal, communityId, 'member')

  mount(router, eventEndpoints.list, async ({ principal, params, query }) =>
    events.list(await memberIn(principal, params), query),
  )

  mount(router, eventEndpoints.options, async ({ principal, params }) =>
    events.options(await memberIn(principal, params)),
  )

  mount(router, eventEndpoints.get, async ({ principal, params }) =>
    events.get(await memberIn(principal, params), params.eventId),
  )

  mount(router, eventEndpoints.add, async ({ principal, params, body }) =>
    events.add(await memberIn(principal, params), body),
  )

  mount(router, eventEndpoints.change, async ({ principal, params, body }) =>
    events.change(await memberIn(principal, params), params.eventId, body),
  )

  mount(router, eventEndpoints.cancel, async ({ principal, params, body }) =>
    events.cancel(await memberIn(principal, params), params.eventId, body.local),
  )

  mount(router, eventEndpoints.answer, async ({ principal, params, body }) =>
    events.answer(await memberIn(principal, params), params.eventId, body.answer),
  )

  mount(router, eventEndpoints.attendance, async ({ principal, params, body }) => {
    await events.attend(await memberIn(principal, params), params.eventId, body.local, body.memberIds)
  })

  mountDownload(router, eventEndpoints.file, async ({ principal, params }) =>
    icsFile(await calendar.file(await memberIn(principal, params), params.eventId)),
  )

  mount(router, eventEndpoints.settings, async ({ principal, params }) =>
    calendar.settings(await memberIn(principal, params)),
  )

  mount(router, eventEndpoints.saveSettings, async ({ principal, params, body }) =>
    calendar.saveSettings(await memberIn(principal, params), body),
  )

  mount(router, eventEndpoints.makeFeed, async ({ principal, params }) => ({
    url: await calendar.makeFeed(await memberIn(principal, params)),
  }))

  mount(router, eventEndpoints.endFeed, async ({ principal, params }) => {
    await calendar.endFeed(await memberIn(principal, params))
  })

  // The address is the secret: nobody need be signed in.
  mountDownload(router, eventEndpoints.feed, async ({ params }) => icsFile(await calendar.feed(params.secret)))

  return router
}

function icsFile(content: string) {
  return { name: 'events.ics', type: 'text/calendar; charset=utf-8', inline: false, content }
}
