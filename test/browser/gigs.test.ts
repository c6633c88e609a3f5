import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from 'vitest'
import { useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

const WHITEBOARD = 'Senior TypeScript engineer for a live whiteboard'

function gig(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })
}

/** A feed with one gig, as a job board publishes it. */
async function startFeed(): Promise<{ url: string; host: string } & AsyncDisposable> {
  const rss = `<?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0"><channel><title>Harbour jobs</title><link>https://jobs.example</link><description>Jobs</description>
      <item><title>Kiln and Co: Rust developer for tide tables</title><link>https://jobs.example/1</link><guid>1</guid>
        <pubDate>${new Date().toUTCString()}</pubDate>
        <description><![CDATA[<p>You need: Rust and SQLite. Remote, 70 to 90 EUR per hour.</p>]]></description></item>
    </channel></rss>`
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/rss+xml').end(rss)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}/feed.xml`,
    host,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describeBrowser('gigs', () => {
  const browser = useBrowser()

  test('the best match comes first, with its score, its facts, its reasons and how it was ranked', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(WHITEBOARD)
    const best = gig(page, WHITEBOARD)
    await expect(best).toContainText(/\d\d%\s*match/)
    await expect(best.getByRole('list', { name: 'Facts' })).toContainText('€75')
    await expect(best.getByRole('list', { name: 'Facts' })).toContainText('Europe only')
    await expect(best.getByRole('list', { name: 'Why' })).toContainText('TypeScript')
    await expect(best.getByRole('list', { name: 'Why' })).toContainText('your floor is €65')
    await expect(page.getByText(/^Ranked by rules, not by AI/)).toBeVisible()
  })

  test('a gig’s page marks in the text what was read from it', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await page.getByRole('link', { name: WHITEBOARD }).click()
    await expect(page.getByRole('heading', { name: WHITEBOARD, level: 1 })).toBeVisible()
    await expect(page.locator('mark', { hasText: 'TypeScript' }).first()).toBeVisible()
    await expect(page.locator('mark', { hasText: '75 to 95 EUR' })).toBeVisible()
  })

  test('feedback is given and taken back, and is there after a reload', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await gig(page, WHITEBOARD).getByRole('button', { name: 'Save' }).click()
    await expect(gig(page, WHITEBOARD).getByRole('button', { name: 'Saved', pressed: true })).toBeVisible()
    await gig(page, WHITEBOARD).getByRole('button', { name: 'Not relevant' }).click()
    await page.getByRole('menuitem', { name: 'Pay is too low' }).click()
    await expect(gig(page, WHITEBOARD)).toContainText('Marked not relevant: Pay is too low')
    await page.reload()
    await expect(gig(page, WHITEBOARD)).toContainText('Marked not relevant: Pay is too low')
    await gig(page, WHITEBOARD).getByRole('button', { name: 'Undo' }).click()
    await expect(gig(page, WHITEBOARD).getByRole('button', { name: 'Save', exact: true })).toBeVisible()
  })

  test('a source that an admin adds is read, and its gig shows live for a member whose profile it fits', async () => {
    await using feed = await startFeed()
    await using hub = await startHub({ env: { FEED_ALLOW_HOSTS: feed.host } })
    const member = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: '/gigs' })
    await member.getByRole('link', { name: 'Fill in my profile' }).click()
    for (const skill of ['Rust', 'SQLite']) {
      await member.getByRole('textbox', { name: 'Skill' }).fill(skill)
      await member.keyboard.press('Enter')
    }
    await member.getByRole('combobox', { name: 'Level of Rust' }).click()
    await member.getByRole('option', { name: 'Expert' }).click()
    await member.getByRole('button', { name: 'Save profile' }).click()
    await expect(member.getByText('Saved. Open gigs were matched with it again.')).toBeVisible()

    const owner = await browser.visit(hub, { as: hub.owner, path: '/settings/feeds' })
    await owner.getByRole('button', { name: 'Add a source' }).click()
    const form = owner.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Name' }).fill('Harbour jobs')
    await form.getByRole('textbox', { name: 'Address of the feed' }).fill(feed.url)
    await form.getByRole('button', { name: 'Add a source' }).click()
    const source = owner.getByRole('region', { name: 'Harbour jobs' })
    await source.getByRole('button', { name: 'Try now' }).click()
    await expect(source).toContainText('Well')

    const nav = member.getByRole('navigation', { name: 'Main' })
    await expect(nav.getByRole('link', { name: 'Gigs' })).toContainText('1 new')
    await nav.getByRole('link', { name: 'Gigs' }).click()
    const found = gig(member, 'Rust developer for tide tables')
    await expect(found.getByRole('list', { name: 'Why' })).toContainText('Rust')
    await expect(found.getByRole('link', { name: 'Apply at Harbour jobs' })).toHaveAttribute(
      'href',
      'https://jobs.example/1',
    )

    await source.getByRole('button', { name: 'Remove' }).click()
    await owner.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(owner.getByText('No sources yet')).toBeVisible()
  })
})
