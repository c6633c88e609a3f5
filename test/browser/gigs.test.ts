import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { gigEndpoints } from '../../shared/gigs.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { docxFile } from '../helpers/resume-files.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'
import { startHub } from '../helpers/start-hub.ts'
import { body, startFeedStandin, type WwrItem, wwrFeed } from '../standins/feeds/feed-standin.ts'

const WHITEBOARD = 'Senior TypeScript engineer for a live whiteboard'

function gig(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })
}

const TIDE_GIG: WwrItem = {
  guid: '1',
  company: 'Kiln and Co',
  role: 'Rust developer for tide tables',
  category: 'All Other Remote',
  html: '<p>You need: Rust and SQLite. Remote, 70 to 90 EUR per hour.</p>',
  postedAt: new Date(),
}
const BAIT_GIG: WwrItem = {
  ...TIDE_GIG,
  guid: '2',
  company: 'Fast Cash',
  role: 'Data entry clerk',
  html: '<p>Earn $900 a day from home, no experience required! Write to us on Telegram and pay the registration fee.</p>',
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
    await expect(page.getByRole('list', { name: 'Facts' })).toContainText('25 hours a week')
    await expect(page.getByRole('list', { name: 'Facts' })).toContainText('4 months')
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

  test('filters narrow the list, stand in the address, and can be taken away; a gig’s page says how far one is', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner, path: '/gigs?skills=TypeScript&mode=nonsense' })
    await expect(page.getByText('Filters: 1 active')).toBeVisible()
    await expect(gig(page, WHITEBOARD)).toContainText('sure')
    await page.getByRole('textbox', { name: 'Pays at least, EUR per hour' }).fill('9000')
    await expect(page.getByRole('heading', { name: 'No gig fits these filters' })).toBeVisible()
    await expect(page).toHaveURL(/skills=TypeScript.*minPay=9000/)
    await page.reload()
    await page.getByRole('button', { name: 'Clear filters' }).last().click()
    await expect(page).not.toHaveURL(/minPay/)
    await page.getByRole('link', { name: WHITEBOARD }).click()
    const stages = page.getByRole('group', { name: 'How far are you with it?' })
    await stages.getByRole('button', { name: 'Talking' }).click()
    await expect(stages.getByRole('button', { name: 'Talking', pressed: true })).toBeVisible()
    await page.goto(`${hub.hub.publicUrl}/gigs?unanswered=true`)
    await expect(page.getByRole('listitem').first()).toBeVisible()
    await expect(gig(page, WHITEBOARD)).toHaveCount(0)
  })

  test('a résumé is read for a look, and what one agrees to goes into the profile, beside a piece of work', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: await hub.createMember({ name: 'Jordan' }), path: '/profile' })
    const lines = ['Jordan Voss', 'Senior backend engineer', 'Porto, Portugal', 'Kafka (3 years), PostgreSQL, Django']
    await page.locator('input[type=file]').setInputFiles({
      name: 'cv.docx',
      mimeType: 'application/octet-stream',
      buffer: docxFile(lines),
    })
    const found = page.getByRole('group', { name: 'What was read' })
    await expect(found).toContainText('Kafka (3 yrs)')
    await expect(found).toContainText('Portugal')
    await page.getByText('Where it was read').click()
    await expect(page.locator('mark', { hasText: 'Kafka' })).toBeVisible()
    await found.getByRole('checkbox', { name: 'Headline' }).uncheck()
    await page.getByRole('button', { name: 'Put it into my profile' }).click()
    await expect(page.getByRole('textbox', { name: 'Headline' })).toHaveValue('')
    await expect(page.getByRole('textbox', { name: 'Years of Kafka' })).toHaveValue('3')
    await page.getByRole('button', { name: 'Add a piece' }).click()
    await page.getByRole('textbox', { name: 'What it was' }).fill('Flood map')
    await page.getByRole('textbox', { name: 'What came of it' }).fill('Two hours won')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByText('Saved. Open gigs were matched with it again.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'What came of it' })).toHaveValue('Two hours won')
    await expect(page.getByRole('link', { name: 'Save mine as JSON Résumé' })).toBeVisible()
  })

  test('a source that an admin adds is read, and its gig shows live for a member whose profile it fits', async () => {
    await using feed = await startFeedStandin(body('application/rss+xml', wwrFeed([TIDE_GIG])))
    await using model = await startOpenAiStandin()
    model.readPost = () => ({ types: [{ value: 'contract', quote: 'Rust' }] })
    await using hub = await startHub({
      env: { FEED_ALLOW_HOSTS: feed.host, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'tiny-reader' },
    })
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
    await form.getByRole('combobox', { name: 'Kind' }).click()
    await owner.getByRole('option', { name: 'We Work Remotely' }).click()
    await form.getByRole('button', { name: 'Add a source' }).click()
    const source = owner.getByRole('region', { name: 'Harbour jobs' })
    const help = owner.getByRole('region', { name: 'Help from a model' })
    await help.getByRole('switch', { name: 'Let the model read posts again' }).click()
    await help.getByRole('button', { name: 'Save' }).click()
    await expect(owner.getByText('Saved.', { exact: true })).toBeVisible()
    await source.getByRole('button', { name: 'Try now' }).click()
    await expect(source).toContainText('Well')

    const nav = member.getByRole('navigation', { name: 'Main' })
    await expect(nav.getByRole('link', { name: 'Gigs' })).toContainText('1 new')
    await nav.getByRole('link', { name: 'Gigs' }).click()
    const found = gig(member, 'Rust developer for tide tables')
    await expect(found.getByRole('list', { name: 'Why' })).toContainText('Rust')
    await expect(found.getByRole('link', { name: 'Apply at We Work Remotely' })).toHaveAttribute(
      'href',
      'https://jobs.example/1',
    )

    // What a model had a part in says so; and every score about one can be looked at, with what it was made of.
    await found.getByRole('link', { name: 'Rust developer for tide tables' }).click()
    await expect(member.getByText('An AI model (tiny-reader) helped to read this post.')).toBeVisible()
    await member.getByRole('link', { name: 'All scores about me' }).click()
    const scored = member.getByRole('region', { name: 'Rust developer for tide tables' })
    await expect(scored.getByRole('list', { name: 'Why' })).toContainText('Rust')
    await scored.getByText('What was compared').click()
    await expect(scored.getByText('"utcOffset"')).toBeVisible()

    await source.getByRole('button', { name: 'Remove' }).click()
    await owner.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(owner.getByText('No sources yet')).toBeVisible()
  })

  test('a post that looks like bait is held; an admin sees why, and closes it with a reason', async () => {
    await using feed = await startFeedStandin(body('application/rss+xml', wwrFeed([TIDE_GIG, BAIT_GIG])))
    await using hub = await startHub({ env: { FEED_ALLOW_HOSTS: feed.host } })
    await hub.owner.api.call(gigEndpoints.addFeed, {
      params: { communityId: hub.communityId },
      body: { kind: 'weworkremotely', name: 'Harbour jobs', url: feed.url },
    })
    const owner = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await expect(owner.getByRole('heading', { name: TIDE_GIG.role })).toBeVisible()
    await expect(owner.getByRole('heading', { name: BAIT_GIG.role })).toHaveCount(0)
    await owner.goto(`${hub.hub.publicUrl}/moderation/held`)
    const held = owner.getByRole('region', { name: BAIT_GIG.role })
    await expect(held.getByRole('list', { name: 'Signals' })).toContainText('asks for money before any work')
    await held.getByRole('button', { name: 'Close for good' }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asks for a fee')
    await dialog.getByRole('button', { name: 'Close for good' }).click()
    await expect(owner.getByText('Nothing is held')).toBeVisible()
  })

  test('a gig is posted after its reading was seen and corrected, and its poster closes it', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: await hub.createMember(), path: '/gigs' })
    await page.getByRole('link', { name: 'Post a gig' }).click()
    await page.getByLabel('What is to be done').fill('Rust developer for tide tables')
    await page.getByLabel('The gig').fill('You need Rust and SQLite; Docker is a plus. Remote, 70 to 90 EUR per hour.')
    await page.getByRole('button', { name: 'See how it is read' }).click()
    await expect(page.getByLabel('Pays from')).toHaveValue('70')
    await expect(page.locator('mark', { hasText: '70 to 90 EUR' })).toHaveAttribute('title', 'Pay')
    await page.getByLabel('Pays from').fill('80')
    await page.getByRole('button', { name: 'Post the gig' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Rust developer for tide tables' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Facts' })).toContainText('€80')
    await page.getByRole('button', { name: 'Close the gig' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close the gig' }).click()
    await expect(page.getByText(/· closed$/)).toBeVisible()
  })

  test('quiet hours and mutes are kept in the profile, and a gig’s page says why it was not sent', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const page = await browser.visit(hub, { as: hub.owner, path: '/profile' })
    await page.getByRole('switch', { name: 'Quiet hours' }).press('Space')
    await page.getByLabel('Name or word').fill('Whiteboard')
    await page.getByRole('combobox', { name: 'What to mute' }).click()
    await page.getByRole('option', { name: 'Word' }).click()
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByText('Saved. Open gigs were matched with it again.')).toBeVisible()
    await page.getByRole('navigation').getByRole('link', { name: 'Gigs' }).click()
    await expect(page.getByRole('link', { name: WHITEBOARD })).toHaveCount(0)
    await page.getByRole('switch', { name: 'Also what is closed to me' }).press('Space')
    await page.getByRole('link', { name: WHITEBOARD }).click()
    await expect(page.getByText(/you would not be told\. You muted gigs that say/)).toBeVisible()
  })
})
