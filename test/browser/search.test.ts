import { test } from 'vitest'
import { searchEndpoints } from '../../shared/search.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { seedBoard, seedText } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'
import { paragraph, writeAs } from '../helpers/write-document.ts'

describeBrowser('the palette', () => {
  const browser = useBrowser()

  test('finds what is written in documents and on cards, by the keyboard alone', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    await writeAs(hub, hub.owner, spec.id, (doc) => paragraph(doc, 'The gateway forwards every reading to the mill.'))
    await seedBoard(hub, 'Release', { Backlog: ['Oil the mill'] })
    const params = { communityId: hub.communityId }
    const found = async () => (await hub.owner.api.call(searchEndpoints.search, { params, query: { q: 'mill' } })).hits
    await expect.poll(async () => (await found()).length).toBe(2)
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Search or run a command')).toBeFocused()
    await page.keyboard.type('mill')
    const dialog = page.getByRole('dialog', { name: 'Search or run a command' })
    await expect(dialog.getByRole('button', { name: /Oil the mill.*Card · Release/ })).toBeVisible()
    const hit = dialog.getByRole('button', { name: /Spec.*reading to the mill/ })
    await expect(hit.locator('mark')).toHaveText('mill')
    await page.keyboard.type(' reading')
    await expect(dialog.getByRole('button')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Text of Spec' })).toContainText('The gateway')

    // What was opened lately stands first, before anything is typed.
    await page.keyboard.press('Control+k')
    await expect(dialog.getByRole('button').first()).toHaveText('Spec')
  })

  test('offline it says so, and finds the titles that the browser knows', async () => {
    await using hub = await startHub()
    await seedBoard(hub, 'Release')
    const page = await browser.visit(hub, {
      as: hub.owner,
      path: '/boards',
      expects: [/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/],
    })
    await expect(page.getByRole('link', { name: 'Release' })).toBeVisible()
    await page.context().setOffline(true)
    await expect(page.getByRole('status').filter({ hasText: 'The hub cannot be reached.' })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Search or run a command')).toBeFocused()
    await page.keyboard.type('releas')
    const dialog = page.getByRole('dialog', { name: 'Search or run a command' })
    await expect(dialog.getByText('You are offline: only titles that this browser knows are found.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Release' })).toBeVisible()
    await page.context().setOffline(false)
  })
})
