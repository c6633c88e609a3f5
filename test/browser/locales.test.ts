import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { seedBoard } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

/** The locale files that a page has loaded, e.g. ['de']. */
function loadedLocales(page: Page): string[] {
  const loaded: string[] = []
  page.on('request', (request) => {
    const name = /\/assets\/(en|de|es|ja|ar)-[\w-]+\.js$/.exec(new URL(request.url()).pathname)?.[1]
    if (name !== undefined) loaded.push(name)
  })
  return loaded
}

describeBrowser('the language of the interface', () => {
  const browser = useBrowser()

  test('is the browser’s, and no other is loaded', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, locale: 'de-AT' })
    const loaded = loadedLocales(page)
    await page.goto(`${hub.hub.publicUrl}/members`)
    await expect(page.getByRole('heading', { name: 'Mitglieder', level: 1 })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    expect(loaded).toEqual(['de'])
  })

  test('is chosen in the account menu, changes at once with its direction, and stays', async () => {
    await using hub = await startHub()
    await seedBoard(hub, 'Lighthouse', { Backlog: ['One', 'Two'] })
    const page = await browser.visit(hub, { as: hub.owner, path: '/boards' })
    await page.getByRole('button', { name: 'Olivia Owner: account menu', expanded: false }).click()
    await page.getByRole('menuitem', { name: 'Language' }).click()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('العربية')
    await expect(page.getByRole('heading', { name: 'اللوحات', level: 1 })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await page.keyboard.press('Escape')
    // The sidebar is at the right, where reading begins.
    const sidebar = await page.getByRole('navigation', { name: 'القائمة الرئيسية' }).boundingBox()
    expect(sidebar?.x ?? 0).toBeGreaterThan(1000)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.reload()
    await page.getByRole('link', { name: 'Lighthouse' }).click()
    // Plurals of Arabic: two cards have a form of their own.
    await expect(page.getByText('بطاقتان').first()).toBeVisible()
    await page.goto(`${hub.hub.publicUrl}/sign-in`)
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  })

  test('is chosen on a phone, and before one has signed in', async () => {
    await using hub = await startHub()
    const stranger = await browser.visit(hub, { path: '/sign-in', expects: [/401.*\/api\/me/] })
    await stranger.getByRole('combobox', { name: 'Language' }).selectOption('日本語')
    await expect(stranger.getByRole('heading', { name: 'サインイン' })).toBeVisible()
    const page = await browser.visit(hub, { as: hub.owner, path: '/boards', size: PHONE })
    await page.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('Español')
    await expect(page.getByRole('heading', { name: 'Tableros', level: 1 })).toBeVisible()
  })
})
