import { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { announcementOptionEndpoints } from '../../shared/announcement-options.ts'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { id } from '../../shared/endpoint.ts'
import { HubError, parseOrThrow } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import { type ApiLocals, mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import { mountDownload, mountUpload, sendFile } from '../platform/http/mount-file.ts'
import type { ActiveHours } from './active-hours.ts'
import { type AnnouncementClicks, CODES } from './announcement-clicks.ts'
import type { AnnouncementImages } from './announcement-images.ts'
import type { AnnouncementService } from './announcement-service.ts'
import type { AnnouncementSettings } from './announcement-settings.ts'

export interface AnnouncementRoutesDeps {
  announcements: AnnouncementService
  settings: AnnouncementSettings
  images: AnnouncementImages
  clicks: AnnouncementClicks
  hours: ActiveHours
  members: MemberService
}

export function announcementRoutes(deps: AnnouncementRoutesDeps): Router {
  const { announcements, settings, images, clicks, hours, members } = deps
  const router = Router()
  const memberIn = (principal: Principal, { communityId }: { communityId: string }): Promise<Member> =>
    members.requireRole(principal, communityId, 'member')
  const adminIn = (principal: Principal, { communityId }: { communityId: string }): Promise<Member> =>
    members.requireRole(principal, communityId, 'admin')

  mount(router, announcementEndpoints.list, async ({ principal, params }) =>
    announcements.list(await memberIn(principal, params)),
  )

  mount(router, announcementEndpoints.options, async ({ principal, params }) =>
    announcements.options(await memberIn(principal, params)),
  )

  mount(router, announcementEndpoints.get, async ({ principal, params }) =>
    announcements.get(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.add, async ({ principal, params, body }) =>
    announcements.add(await memberIn(principal, params), body),
  )

  mount(router, announcementEndpoints.change, async ({ principal, params, body }) =>
    announcements.change(await memberIn(principal, params), params.announcementId, body),
  )

  mount(router, announcementEndpoints.remove, async ({ principal, params }) =>
    announcements.remove(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.translate, async ({ principal, params, body }) =>
    announcements.translate(await memberIn(principal, params), params.announcementId, body.languages),
  )

  mount(router, announcementEndpoints.preview, async ({ principal, params }) => ({
    previews: await announcements.preview(await memberIn(principal, params), params.announcementId),
  }))

  mount(router, announcementEndpoints.send, async ({ principal, params, body }) =>
    announcements.send(await memberIn(principal, params), params.announcementId, body.at),
  )

  mount(router, announcementEndpoints.unschedule, async ({ principal, params }) =>
    announcements.unschedule(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.recall, async ({ principal, params }) =>
    announcements.recall(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.report, async ({ principal, params }) =>
    announcements.report(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.resend, async ({ principal, params }) => {
    await announcements.resend(await memberIn(principal, params), params.announcementId, params.deliveryId)
  })

  mountUpload(router, announcementOptionEndpoints.upload, async ({ principal, params, query, bytes, content }) =>
    images.add(await memberIn(principal, params), { name: query.name, bytes, content }),
  )

  mountDownload(router, announcementOptionEndpoints.image, async ({ principal, params }) =>
    images.read(await memberIn(principal, params), params.imageId),
  )

  mount(router, announcementOptionEndpoints.bestHour, async ({ principal, params, query }) => {
    const { everywhere, niches } = await announcements.options(await memberIn(principal, params))
    const mayAnnounce = everywhere || niches.length > 0
    return { best: mayAnnounce ? await hours.best(params.communityId, query.timeZone) : null }
  })

  mount(router, announcementOptionEndpoints.settings, async ({ principal, params, body }) => {
    await settings.setPinger(await adminIn(principal, params), body.pinger)
  })

  mount(router, announcementOptionEndpoints.click, async ({ principal, params, body }) => {
    const { id, urls } = await announcements.get(await memberIn(principal, params), params.announcementId)
    if (urls[body.button] !== undefined) await clicks.count(id, CODES.web, body.button)
  })

  return router
}

/** An image that a person put into a form in a chat. */
const broughtImage = z.object({
  platform: z.string().max(31),
  workspaceId: z.string().max(64).nullable().default(null),
  personId: z.string().max(64),
  announcementId: id,
  name: z.string().min(1).max(255),
})

/** For who has no account, and for bots. */
export function openAnnouncementRoutes({
  clicks,
  images,
  authenticateBot,
}: Pick<AnnouncementRoutesDeps, 'clicks' | 'images'> & {
  /** @returns undefined unless the token opens `/bots`. */
  authenticateBot: (token: string) => Promise<Principal | undefined>
}): Router {
  const router = Router()

  // Only to where a button of an announcement leads; HEAD, with which mail servers look, is not counted.
  router.get('/api/go/:announcementId/:code/:button', async (req, res) => {
    const { announcementId, code, button } = req.params
    const url =
      req.method === 'HEAD' || !/^\d{1,2}$/.test(button)
        ? undefined
        : await clicks.follow(announcementId, code, Number(button))
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    if (url === undefined) res.status(404).type('text/plain').send('This link leads nowhere any more.')
    else res.redirect(302, url)
  })

  router.post('/api/bot-images', async (req, res) => {
    const communityId = await servedBy(req)
    const { name, ...source } = parseOrThrow(broughtImage, req.query, 'query')
    const announced = Number(req.headers['content-length'])
    const file = { name, bytes: Number.isFinite(announced) ? announced : undefined, content: req }
    res.status(201).json(await images.addFromChat(communityId, source, file))
  })

  router.get('/api/bot-images/:imageId', async (req, res) => {
    await sendFile(res, await images.readForBot(await servedBy(req), req.params.imageId))
  })

  return router

  /** @returns the only community that the bot serves; undefined: all. */
  async function servedBy(req: Request): Promise<string | undefined> {
    const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1]
    const bot = token === undefined ? undefined : await authenticateBot(token)
    if (bot === undefined) throw new HubError('unauthenticated', 'This is for bots: send the token that opens /bots.')
    return bot.kind === 'token' ? bot.communityId : undefined
  }
}

/** Counts the hours in which members use the hub: whoever is answered in a community is one of it. */
export function countsActivity(hours: ActiveHours): RequestHandler<{ communityId: string }> {
  return (req, res, next) => {
    const { principal } = res.locals as ApiLocals
    const { communityId } = req.params
    res.on('finish', () => {
      if (principal?.kind === 'session' && res.statusCode < 400) hours.saw(communityId, principal.accountId)
    })
    next()
  }
}
