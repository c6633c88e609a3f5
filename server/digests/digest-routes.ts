import express, { Router } from 'express'
import { digestEndpoints } from '../../shared/digests.ts'
import type { Member } from '../../shared/members.ts'
import { notificationSettings } from '../../shared/notifications.ts'
import { escapeHtml } from '../platform/mail/mail-html.ts'
import { type Unsubscribing, type UnsubscribeLinks, unsubscribeWords } from '../platform/mail/unsubscribe-links.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NotificationService } from '../notifications/notification-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { DigestSettingsService } from './digest-settings-service.ts'

export interface DigestRoutesDeps {
  settings: DigestSettingsService
  members: MemberService
}

export function digestRoutes({ settings, members }: DigestRoutesDeps): Router {
  const router = Router()
  const memberIn = (principal: Principal, { communityId }: { communityId: string }): Promise<Member> =>
    members.requireRole(principal, communityId, 'member')

  mount(router, digestEndpoints.get, async ({ principal, params }) => settings.get(await memberIn(principal, params)))

  mount(router, digestEndpoints.save, async ({ principal, params, body: { timeZone, ...input } }) =>
    settings.save(await memberIn(principal, params), input, timeZone),
  )

  return router
}

export interface UnsubscribeRoutesDeps extends DigestRoutesDeps {
  unsubscribe: UnsubscribeLinks
  notifications: NotificationService
  profiles: ProfileService
}

/**
 * Stops mails for who has the signed link, signed in or not. Only a POST does: mail servers look behind every link.
 * https://www.rfc-editor.org/rfc/rfc8058
 */
export function unsubscribeRoutes(deps: UnsubscribeRoutesDeps): Router {
  const router = Router()
  const { unsubscribe, members, profiles } = deps

  const find = async (token: string): Promise<{ link: Unsubscribing; member: Member } | undefined> => {
    const link = unsubscribe.open(token)
    const member = link === undefined ? undefined : await members.get(link.memberId)
    return link === undefined || member === undefined ? undefined : { link, member }
  }

  router.get('/api/unsubscribe/:token', async (req, res) => {
    const found = await find(req.params.token)
    if (found === undefined)
      return void res
        .status(404)
        .type('html')
        .send(page('en', unsubscribeWords('en').wrong))
    const language = (await profiles.get(found.member.id))?.languages[0] ?? 'en'
    const words = unsubscribeWords(language)
    res.type('html').send(page(language, words.ask[found.link.what], words.stop))
  })

  router.post('/api/unsubscribe/:token', express.urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    const found = await find(req.params.token)
    if (found === undefined)
      return void res
        .status(404)
        .type('html')
        .send(page('en', unsubscribeWords('en').wrong))
    const { member, link } = found
    const language = (await profiles.get(member.id))?.languages[0] ?? 'en'
    await stop(deps, member, link)
    res.type('html').send(page(language, unsubscribeWords(language).done[link.what]))
  })

  return router
}

async function stop({ settings, notifications }: UnsubscribeRoutesDeps, member: Member, { what }: Unsubscribing) {
  if (what === 'digest') return void (await settings.stop(member))
  const before = notificationSettings.parse(await notifications.settings(member))
  const announcement = before.announcement.filter((way) => way !== 'mail')
  await notifications.saveSettings(member, { ...before, announcement })
}

/** Without script and style of its own, so that it shows the same in every program. */
function page(language: string, words: string, button?: string): string {
  const form = button === undefined ? '' : `<form method="post"><button>${escapeHtml(button)}</button></form>`
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  return `<!doctype html><html lang="${escapeHtml(language)}" dir="${direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Guildhall</title><body><main><h1>${escapeHtml(words)}</h1>${form}</main></body></html>`
}
