import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { memberEndpoints } from '../../shared/members.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { seedBoard, seedText } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

const WEB_CLIENT = fileURLToPath(new URL('../../dist/client', import.meta.url))
const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/]

function whereEditsAre(page: Page): Locator {
  return page.getByRole('status', { name: 'Where your edits are' })
}

async function addCard(page: Page, column: string, title: string): Promise<void> {
  await page.getByRole('button', { name: `Add a card to ${column}` }).click()
  await page.getByRole('textbox', { name: 'Title of the card' }).fill(title)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

function cards(page: Page): Locator {
  return page.locator('[data-card] [role=button]')
}

/** For the page: y-indexeddb keeps what is said about a document in its store 'custom'. */
const nameAnotherGeneration = (documentId: string) => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('guildhall-document-${documentId}')
  opening.onerror = reject
  opening.onsuccess = () => {
    const write = opening.result.transaction('custom', 'readwrite')
    write.objectStore('custom').put('another', 'generation')
    write.oncomplete = () => resolve()
  }
})`

/** For the page: a browser that is slow to open what it keeps of documents, slower than the page waits for. */
const OPENS_LATE = `{
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked)
    if (!String(asked[0]).startsWith('guildhall-document-')) return request
    const late = (listener) => (event) =>
      setTimeout(() => {
        listener.call(request, event)
        globalThis.openedLate = (globalThis.openedLate ?? 0) + 1
      }, 3000)
    Object.defineProperty(request, 'onsuccess', {
      set: (listener) => request.addEventListener('success', late(listener)),
    })
    return request
  }
}`

describeBrowser('the connection', () => {
  const browser = useBrowser()

  test('edits made offline are kept and counted, and merge with those of others on coming back', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path, expects: NO_NETWORK })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    await expect(whereEditsAre(ada)).toHaveText('Saved')

    await ada.context().setOffline(true)
    await expect(whereEditsAre(ada)).toHaveText('Offline')
    await addCard(ada, 'Backlog', 'Written in a tunnel')
    await addCard(ada, 'Done', 'Written in a plane')
    await expect(whereEditsAre(ada)).toHaveText('Offline: 2 edits waiting')
    await addCard(bo, 'Backlog', 'Written at a desk')
    await expect(cards(bo)).toHaveText(['One', 'Written at a desk'])

    await ada.context().setOffline(false)
    await expect(whereEditsAre(ada)).toHaveText('Saved')
    for (const page of [ada, bo]) {
      await expect(cards(page)).toHaveCount(4)
      for (const title of ['One', 'Written in a tunnel', 'Written at a desk', 'Written in a plane']) {
        await expect(page.getByRole('button', { name: title, exact: true })).toBeVisible()
      }
    }
    expect(await cards(ada).allTextContents()).toEqual(await cards(bo).allTextContents())
  })

  test('a page that is reloaded offline opens with what was written, and still counts it', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path, installs: true, expects: NO_NETWORK })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: spec.path })
    await ada.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await ada.getByRole('textbox', { name: 'Text of Spec' }).click()
    await ada.keyboard.type('On land. ')
    await expect(whereEditsAre(ada)).toHaveText('Saved')

    await ada.context().setOffline(true)
    await ada.keyboard.type('At sea.')
    await expect(whereEditsAre(ada)).toHaveText('Offline: 7 edits waiting')
    await ada.reload()
    await expect(ada.getByRole('textbox', { name: 'Text of Spec' })).toHaveText('On land. At sea.')
    await expect(whereEditsAre(ada)).toHaveText('Offline: 7 edits waiting')

    await ada.context().setOffline(false)
    await expect(whereEditsAre(ada)).toHaveText('Saved')
    await expect(bo.getByRole('textbox', { name: 'Text of Spec' })).toContainText('On land. At sea.')
  })

  test('while the hub is away the page says so, and what is written reaches the hub that comes back', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-browser-'))
    try {
      const first = await startHub({ dataDir })
      const board = await seedBoard(first, 'Release')
      const ada = await browser.visit(first, { as: first.owner, path: board.path, expects: NO_NETWORK })
      await expect(whereEditsAre(ada)).toHaveText('Saved')
      await first.hub[Symbol.asyncDispose]()
      await expect(whereEditsAre(ada)).toHaveText('Offline')
      await addCard(ada, 'Backlog', 'Written meanwhile')
      await expect(whereEditsAre(ada)).toHaveText('Offline: 1 edit waiting')

      await using second = await startHub({ dataDir, env: { PORT: new URL(first.url).port } })
      await expect(whereEditsAre(ada)).toHaveText('Saved', { timeout: 20_000 })
      const bo = await browser.visit(second, { as: await second.createMember(), path: board.path })
      await expect(cards(bo)).toHaveText(['Written meanwhile'])
      // Live events come again, too.
      await bo.goto(`${second.hub.publicUrl}/members`)
      await expect(bo.getByRole('row', { name: /Olivia Owner/ })).toContainText('Online', { timeout: 20_000 })
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  test('a newer version is offered while one writes, and never forced: not by another tab either', async () => {
    const built = mkdtempSync(join(tmpdir(), 'guildhall-client-'))
    try {
      cpSync(WEB_CLIENT, built, { recursive: true })
      await using hub = await startHub({ clientFolder: built })
      const spec = await seedText(hub, 'Spec')
      const page = await browser.visit(hub, { as: hub.owner, path: spec.path, installs: true })
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
      const other = await page.context().newPage()
      await other.goto(`${hub.hub.publicUrl}/members`)
      await page.getByRole('textbox', { name: 'Text of Spec' }).click()
      await page.keyboard.type('Half a sen')

      appendFileSync(join(built, 'sw.js'), '\n// A newer version.\n')
      await page.evaluate(
        'navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => true)',
      )
      const offer = page.getByText('A newer version of Guildhall is ready.')
      await expect(offer).toBeVisible()
      await expect(other.getByText('A newer version of Guildhall is ready.')).toBeVisible()
      await page.evaluate('globalThis.wasNotReloaded = true')
      await other.getByRole('button', { name: 'Reload' }).click()
      await expect(other.getByText('A newer version of Guildhall is ready.')).toHaveCount(0)
      await page.keyboard.type('tence')
      expect(await page.evaluate('globalThis.wasNotReloaded')).toBe(true)
      await expect(page.getByRole('textbox', { name: 'Text of Spec' })).toHaveText('Half a sentence')
      await expect(whereEditsAre(page)).toHaveText('Saved')

      await offer.locator('xpath=..').getByRole('button', { name: 'Reload' }).click()
      // While it reloads, it can say nothing.
      await expect.poll(() => page.evaluate('globalThis.wasNotReloaded').catch(() => true)).toBe(undefined)
      await expect(page.getByRole('textbox', { name: 'Text of Spec' })).toHaveText('Half a sentence')
    } finally {
      rmSync(built, { recursive: true, force: true })
    }
  })

  test('who loses access while the page is open is told so in words, and can edit no more', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One'] })
    const member = await hub.createMember()
    const page = await browser.visit(hub, {
      as: member,
      path: board.path,
      expects: [/(403|404).*\/api\//, /WebSocket connection to .* failed/],
    })
    await expect(whereEditsAre(page)).toHaveText('Saved')
    await hub.owner.api.call(memberEndpoints.setRole, {
      params: { communityId: hub.communityId, memberId: member.member.id },
      body: { role: 'guest' },
    })
    await expect(page.getByRole('alert')).toContainText('You may no longer open this.')
    await expect(whereEditsAre(page)).toHaveText('Refused: no access')
    await expect(page.getByRole('button', { name: 'New card' })).toHaveCount(0)
  })

  test('a copy of a document that was made anew is refused, and a reload shows the new one', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path, expects: NO_NETWORK })
    await expect(whereEditsAre(ada)).toHaveText('Saved')
    await ada.context().setOffline(true)
    await expect(whereEditsAre(ada)).toHaveText('Offline')
    await addCard(ada, 'Backlog', 'Of the old board')
    await expect(whereEditsAre(ada)).toHaveText('Offline: 1 edit waiting')
    // The page keeps in this browser which making of the document it has; that of the hub is another after a restore.
    await ada.evaluate(nameAnotherGeneration(board.id))
    // The open page still knows the right one: it must be gone before there is a network, or it would send its edit.
    await ada.goto('about:blank')
    await ada.context().setOffline(false)
    await ada.goto(hub.hub.publicUrl + board.path)
    await expect(whereEditsAre(ada)).toContainText('Refused')
    await ada.reload()
    await expect(whereEditsAre(ada)).toHaveText('Saved')
    await expect(cards(ada)).toHaveText(['One'])
  })

  test('a copy that the browser finds late is merged only if it is of the same document', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path, expects: NO_NETWORK })
    await expect(whereEditsAre(ada)).toHaveText('Saved')
    const leaveOffline = async (title: string) => {
      await ada.context().setOffline(true)
      await expect(whereEditsAre(ada)).toHaveText('Offline')
      await addCard(ada, 'Backlog', title)
      await expect(whereEditsAre(ada)).toHaveText('Offline: 1 edit waiting')
    }
    const comeBack = async () => {
      await ada.goto('about:blank')
      await ada.context().setOffline(false)
      await ada.goto(hub.hub.publicUrl + board.path)
      await expect(whereEditsAre(ada)).toHaveText('Saved')
    }
    await ada.addInitScript(OPENS_LATE)
    await leaveOffline('Of the same')
    await comeBack()
    await expect(cards(ada)).toHaveText(['One', 'Of the same'])
    await expect(whereEditsAre(ada)).toHaveText('Saved')

    await leaveOffline('Of another')
    await ada.evaluate(nameAnotherGeneration(board.id))
    await comeBack()
    // Once to see which document it is of, and once to keep the one that there is now.
    await expect.poll(() => ada.evaluate('globalThis.openedLate')).toBe(2)
    await addCard(ada, 'Backlog', 'Of this')
    await expect(cards(ada)).toHaveText(['One', 'Of the same', 'Of this'])
    await expect(whereEditsAre(ada)).toHaveText('Saved')
  })

  test('a document of another community looks like one that does not exist', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, {
      as: hub.owner,
      path: '/boards/no-such-board',
      expects: [/404.*\/api\/documents/, /WebSocket connection to .* failed/],
    })
    await expect(page.getByRole('alert')).toContainText('That did not work')
  })
})
