/**
 * `npm run bench:documents`: from a key in one browser to the other browser's page, in a short and in a long document. Needs
 * the build and CHROMIUM_PATH. Writes its table into docs/benchmarks.md.
 */
import type { Page } from '@playwright/test'
import { documentEndpoints } from '../../shared/documents.ts'
import { DESKTOP, launchChromium } from '../../test/helpers/browser.ts'
import { startHub, type TestHub, type TestMember } from '../../test/helpers/start-hub.ts'
import { measuredOn, writeSection } from '../write-section.ts'

const BLOCKS = [20, 2000]
const WARM_UP = 15
const KEYS = process.argv.includes('--quick') ? 20 : 100

await using hub = await startHub()
const browser = await launchChromium()
const rows: string[] = []
try {
  const reader = await hub.createMember({ name: 'Reader' })
  for (const blocks of BLOCKS) {
    const markdown = Array.from({ length: blocks }, (_, index) => lineOf(index)).join('\n\n')
    const { id } = await hub.owner.api.call(documentEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { kind: 'text', title: `${blocks} blocks`, markdown },
    })
    const opened = performance.now()
    const writer = await open(hub, hub.owner, id)
    const openMs = performance.now() - opened
    const other = await open(hub, reader, id)
    const times = await type(writer, other)
    const row = [blocks.toLocaleString('en'), at(times, 0.5), at(times, 0.95), at(times, 1), (openMs / 1000).toFixed(1)]
    rows.push(`| ${row.join(' | ')} |`)
    console.log(row.join('\t'))
    for (const page of [writer, other]) await page.context().close()
  }
} finally {
  await browser.close()
}
writeSection('documents', [
  measuredOn(['@tiptap/core', 'yjs', '@playwright/test']),
  '',
  '| blocks | ms, median | 95 % | most | s to open |',
  '|---|---|---|---|---|',
  ...rows,
])

function lineOf(index: number): string {
  if (index % 20 === 0) return `## Part ${index / 20 + 1}`
  return `Line ${index} says in **some** words what was agreed, and by when it is to be done.`
}

async function open(hub: TestHub, member: TestMember, documentId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block' })
  await context.addCookies(
    member.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: hub.hub.publicUrl }
    }),
  )
  const page = await context.newPage()
  await page.goto(`${hub.hub.publicUrl}/documents/${documentId}`)
  await page.locator('.tiptap').getByText('Line 1 says').waitFor()
  return page
}

/** Both pages note their times on one clock: that of the machine. @returns milliseconds, ascending. */
async function type(writer: Page, other: Page): Promise<number[]> {
  const clock = 'performance.timeOrigin + performance.now()'
  await writer.locator('.tiptap p').nth(10).click()
  await writer.keyboard.press('End')
  await writer.evaluate(`addEventListener('keydown', () => { window.pressedAt = ${clock} }, true)`)
  // Only the letter counts, not the cursor's name that moves behind it.
  await other.evaluate(`
    window.letters = 0
    new MutationObserver(() => {
      const letters = document.querySelectorAll('.tiptap p')[10].textContent.split('x').length
      if (letters > window.letters) window.seenAt = ${clock}
      window.letters = letters
    }).observe(document.querySelector('.tiptap'), { characterData: true, childList: true, subtree: true })`)
  const times: number[] = []
  for (let count = 0; count < WARM_UP + KEYS; count += 1) {
    await writer.keyboard.press('x')
    await other.evaluate(`new Promise((resolve) => {
      const look = () => (window.letters > ${count + 1} ? resolve() : requestAnimationFrame(look))
      look()
    })`)
    const [pressed, seen] = await Promise.all([
      writer.evaluate<number>('window.pressedAt'),
      other.evaluate<number>('window.seenAt'),
    ])
    if (count >= WARM_UP) times.push(seen - pressed)
  }
  return times.toSorted((a, b) => a - b)
}

function at(times: readonly number[], share: number): string {
  return (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0)
}
