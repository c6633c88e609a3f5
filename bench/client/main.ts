/**
 * `npm run bench:client`: a board of 2,000 cards in Chromium: until it is shown, and frame times while its longest column is
 * scrolled, while a card is dragged, and while somebody else changes cards. Writes its table into docs/benchmarks.md.
 * Needs a built client and CHROMIUM_PATH.
 */
import type { Page } from '@playwright/test'
import { boardEndpoints } from '../../shared/board-api.ts'
import { seedBoard } from '../../test/helpers/browser-seed.ts'
import { DESKTOP, launchChromium } from '../../test/helpers/browser.ts'
import { startHub, type TestHub } from '../../test/helpers/start-hub.ts'
import { measuredOn, writeSection } from '../write-section.ts'

const CARDS = 2_000
const COLUMNS = ['Backlog', 'In progress', 'Review', 'Done'] as const
const EDITS = 60
const EDIT_EVERY_MS = 50

interface Frames {
  what: string
  /** Milliseconds between frames, ascending. */
  times: number[]
  seconds: number
}

/** Collects the time between frames until it is asked for. */
const COLLECT = `(() => {
  const times = []
  let last = performance.now()
  let isOver = false
  const look = (now) => {
    times.push(now - last)
    last = now
    if (!isOver) requestAnimationFrame(look)
  }
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(look) })
  window.stopFrames = () => { isOver = true; return times }
})()`

async function measure(page: Page, what: string, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(COLLECT)
  const startedAt = performance.now()
  await work()
  const seconds = (performance.now() - startedAt) / 1000
  const times = await page.evaluate<number[]>('window.stopFrames()')
  return { what, times: times.toSorted((a, b) => a - b), seconds }
}

async function fillBoard(hub: TestHub): Promise<{ documentId: string; path: string }> {
  const { id: documentId, path } = await seedBoard(hub, 'Large')
  const labels = ['urgent', 'design', 'backend', 'docs', 'payments']
  const lines = Array.from({ length: CARDS }, (_, at) => {
    const label = at % 3 === 0 ? labels[at % labels.length] : ''
    const title = `Card ${at}${at % 4 === 0 ? ' with a title that goes on for longer than one line of its column' : ''}`
    return `${title},${COLUMNS[at % COLUMNS.length]},${label},${at % 5 === 0 ? '2030-01-31' : ''}`
  })
  const body = new TextEncoder().encode(['Title,Column,Labels,Due', ...lines].join('\n'))
  await hub.owner.api.call(boardEndpoints.importCards, { params: { documentId }, query: { format: 'csv' }, body })
  return { documentId, path }
}

async function openPage(hub: TestHub, path: string, browser: Awaited<ReturnType<typeof launchChromium>>) {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-GB', serviceWorkers: 'block' })
  const cookies = hub.owner.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: hub.hub.publicUrl }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const startedAt = performance.now()
  await page.goto(hub.hub.publicUrl + path)
  await page.locator('[data-card]').first().waitFor()
  return { page, shownAfterMs: performance.now() - startedAt }
}

async function scroll(page: Page): Promise<void> {
  const box = await page.locator('[data-column] ul').first().boundingBox()
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 200)
  for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, 400)
}

/** Over all columns, and down to the edge, where the column scrolls by itself. */
async function drag(page: Page): Promise<void> {
  const from = await page.locator('[data-column]').nth(1).locator('[data-card]').first().boundingBox()
  const [x, y] = [(from?.x ?? 0) + 60, (from?.y ?? 0) + 20]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 90; step += 1) await page.mouse.move(x + step * 6, y + (step % 30) * 12)
  for (let step = 0; step < 60; step += 1) await page.mouse.move(x + 540, DESKTOP.height - 40 - (step % 2))
  await page.mouse.up()
  await page.getByText(/is now in/).waitFor({ state: 'attached' })
}

async function watchOthers(hub: TestHub, documentId: string, page: Page): Promise<void> {
  const { columns } = await hub.owner.api.call(boardEndpoints.read, { params: { documentId } })
  const cards = columns.flatMap((column) => column.cards.slice(0, 8))
  for (let edit = 0; edit < EDITS; edit += 1) {
    const card = cards[edit % cards.length]
    if (card === undefined) continue
    const params = { documentId, cardId: card.id }
    await hub.owner.api.call(boardEndpoints.changeCard, { params, body: { title: `Changed ${edit}` } })
    await page.waitForTimeout(EDIT_EVERY_MS)
  }
  await page.getByText(`Changed ${EDITS - 1}`, { exact: true }).waitFor()
}

await using hub = await startHub()
const board = await fillBoard(hub)
const browser = await launchChromium()
try {
  // A first page loads the program from the disk; the next ones find it in the machine's cache.
  const small = await seedBoard(hub, 'Small', { Backlog: ['One'] })
  for (let warm = 0; warm < 2; warm += 1) await (await openPage(hub, small.path, browser)).page.context().close()
  const { page: smallPage, shownAfterMs: smallMs } = await openPage(hub, small.path, browser)
  await smallPage.context().close()
  const { page, shownAfterMs } = await openPage(hub, board.path, browser)
  const inPage = await page.locator('[data-card]').count()
  // What loads after the first cards is not what is measured.
  await page.waitForTimeout(1_000)
  const runs = [
    await measure(page, 'nothing happens', () => page.waitForTimeout(2_000)),
    await measure(page, 'a column of 500 is scrolled', () => scroll(page)),
    await measure(page, 'a card is dragged over all columns', () => drag(page)),
    await measure(page, `another member changes ${Math.round(1000 / EDIT_EVERY_MS)} cards a second at most`, () =>
      watchOthers(hub, board.documentId, page),
    ),
  ]
  writeSection('client', [
    measuredOn(['@playwright/test', 'react', 'yjs', '@dnd-kit/dom']),
    '',
    `Opened in a fresh browser profile, first cards shown: ${Math.round(shownAfterMs)} ms; a board of one card: ${Math.round(smallMs)} ms. Cards in the page: ${inPage} of ${CARDS}.`,
    '',
    '| while | frames a second | ms a frame, median | p95 | p99 | worst | above 50 ms |',
    '|---|---|---|---|---|---|---|',
    ...runs.map(row),
  ])
} finally {
  await browser.close()
}

function row({ what, times, seconds }: Frames): string {
  const at = (part: number) => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1)
  const slow = times.filter((time) => time > 50).length
  const share = times.length === 0 ? 0 : (slow / times.length) * 100
  return `| ${what} | ${(times.length / seconds).toFixed(0)} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} | ${share.toFixed(1)} % |`
}
