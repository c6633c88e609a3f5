import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { documentEndpoints } from '../../shared/documents.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { axeFaults } from '../helpers/accessibility.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

/** The page or a part of it as it is, first in light, then in dark, where the colours are all that differs. */
async function expectAccessible(page: Page, where: string, part = 'html'): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    if (where !== '/api/docs') await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    const options = {
      part,
      // Its sections are all made alike, of some hundred operations.
      ...(where === '/api/docs' ? { except: 'section:nth-of-type(n + 3)' } : {}),
      ...(scheme === 'dark' ? { rules: ['color-contrast'] } : {}),
    }
    // A page that is just being drawn in other colours is not what anybody reads.
    await expect
      .poll(async () => {
        const faults = await axeFaults(page, options)
        return { where, scheme, grave: faults.filter(({ impact }) => impact === 'serious' || impact === 'critical') }
      })
      .toEqual({ where, scheme, grave: [] })
  }
}

/** As a link within the web client leads there, without loading it anew. */
async function go(page: Page, hub: TestHub, path: string): Promise<void> {
  if (path === '/api/docs' || !page.url().startsWith(hub.hub.publicUrl)) {
    await page.goto(hub.hub.publicUrl + path)
    return
  }
  const before = await page.title()
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`)
  await expect(page).not.toHaveTitle(before)
}

async function documentPath(hub: TestHub, kind: 'board' | 'text'): Promise<string> {
  const { documents } = await hub.owner.api.call(documentEndpoints.list, {
    params: { communityId: hub.communityId },
    query: { kind },
  })
  return `/${kind === 'board' ? 'boards' : 'documents'}/${documents[0]?.id ?? ''}`
}

async function gigPath(hub: TestHub): Promise<string> {
  const { gigs } = await hub.owner.api.call(gigEndpoints.list, { params: { communityId: hub.communityId } })
  return `/gigs/${gigs[0]?.gig.id ?? ''}`
}

/** What opens over a page, by the button that opens it. */
const DIALOGS = [
  ['/members', 'Invite people'],
  ['/documents', 'New document'],
  ['/settings/tokens', 'Create a token'],
  ['/settings/feeds', 'Add a source'],
  ['/settings/webhooks', 'Add a webhook'],
  ['/chat', 'New room'],
] as const

describeBrowser('axe finds no serious fault, in light or dark,', () => {
  const browser = useBrowser()

  const PAGES = [
    '/gigs',
    'a gig',
    '/boards',
    'a board',
    '/documents',
    'a document',
    '/chat',
    '/niches',
    '/events',
    '/announcements',
    '/members',
    '/directory',
    '/market',
    '/moderation',
    '/insights',
    '/profile',
    '/inbox',
    '/nothing',
    '/api/docs',
  ]
  const SETTINGS = [
    'setup',
    'community',
    'links',
    'feeds',
    'translation',
    'fairness',
    'accounts',
    'notifications',
    'webhooks',
    'tokens',
    'deliveries',
    'audit',
  ]
  test.each([
    ['on any page', PAGES],
    ['on any page of the settings', SETTINGS.map((name) => `/settings/${name}`)],
  ])('%s', async (_, paths) => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner })
    const named: Record<string, () => Promise<string>> = {
      'a gig': () => gigPath(hub),
      'a board': () => documentPath(hub, 'board'),
      'a document': () => documentPath(hub, 'text'),
    }
    for (const path of paths) {
      await go(page, hub, (await named[path]?.()) ?? path)
      await expect(page.getByRole('heading').first()).toBeVisible()
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
      await expectAccessible(page, path)
    }
  })

  test('in anything that opens over a page', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner })
    for (const [path, button] of DIALOGS) {
      await go(page, hub, path)
      await page.getByRole('button', { name: button }).first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page, `${path}: ${button}`, '[role=dialog]')
    }
    await go(page, hub, await documentPath(hub, 'board'))
    await page.locator('[data-card] [role=button]').first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, 'an open card', '[role=dialog]')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page
      .getByRole('button', { name: /card menu/ })
      .first()
      .click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectAccessible(page, 'the menu of a card', '[role=menu]')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
    await expectAccessible(page, 'the palette', '[role=dialog]')
  })

  test('before one has signed in', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { path: '/sign-in', expects: [/401.*\/api\/me/] })
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expectAccessible(page, '/sign-in')
  })
})
