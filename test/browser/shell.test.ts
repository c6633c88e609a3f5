import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { test } from 'vitest'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { seedBoard } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('the shell', () => {
  const browser = useBrowser()

  test('the sidebar leads to every page and marks where one is', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    const nav = page.getByRole('navigation', { name: 'Main' })
    for (const name of [
      'Gigs',
      'Boards',
      'Documents',
      'Chat',
      'Niches',
      'Events',
      'Announcements',
      'Members',
      'Settings',
    ]) {
      await nav.getByRole('link', { name }).click()
      await expect(nav.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    }
    await page.goto(`${hub.hub.publicUrl}/nothing/here`)
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  })

  test('before anything is shown, at most 200 kB of compressed scripts are loaded', () => {
    const folder = 'dist/client/assets'
    const named = readFileSync('dist/client/index.html', 'utf8').match(/(?<=\/assets\/)[\w-]+\.js/g) ?? []
    const words = readdirSync(folder).filter((name) => /^(?:en|de|es|ja|ar)-.*\.js$/.test(name))
    const size = (name: string) => gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).byteLength
    expect(named.length).toBeGreaterThan(1)
    expect(words).toHaveLength(5)
    const scripts = [...new Set(named)].reduce((sum, name) => sum + size(name), 0)
    expect(scripts + Math.max(...words.map(size))).toBeLessThan(200_000)
  })

  test('the palette opens by Ctrl+K, finds a board by its title and goes there', async () => {
    await using hub = await startHub()
    await seedBoard(hub, 'Lighthouse')
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search or run a command').fill('lightho')
    await expect(page.getByRole('button', { name: 'Lighthouse' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Lighthouse', level: 1 })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Backlog' })).toBeVisible()
  })

  test('the chosen colour scheme stays after a reload, against the system’s own', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/members', scheme: 'light' })
    await page.getByRole('button', { name: 'Switch to dark mode' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Switch to light mode' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  })

  test('a phone has four places and More in a bar at the bottom, and nothing is wider than the screen', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/boards', size: PHONE })
    const bar = page.getByRole('navigation', { name: 'Main' })
    await bar.getByRole('link', { name: 'Documents' }).tap()
    await expect(page.getByRole('heading', { name: 'Documents', level: 1 })).toBeVisible()
    const box = await bar.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(PHONE.height)

    await bar.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name: 'Settings' }).tap()
    await expect(page.getByRole('heading', { name: 'Chat platforms', level: 1 })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })

  test('the keyboard alone gets past the sidebar, through the account menu and out again', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Invite people' })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('button', { name: 'Switch to dark mode' })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'My profile' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem', { name: 'Chat accounts' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Olivia Owner: account menu' })).toBeFocused()
  })
})
