import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { documentEndpoints } from '../../shared/documents.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { seedBoard, seedText } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

function textOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of / })
}

async function markdownOf(hub: TestHub, documentId: string): Promise<string> {
  return (await hub.owner.api.call(documentEndpoints.readText, { params: { documentId } })).text
}

const PASTED = '## Goals\n\n- fast\n- **loud**\n\n```typescript\nconst a = 1\n```\n\nThe end'

/** `fill` puts into `clipboardData` what is pasted. */
async function paste(page: Page, fill: string): Promise<void> {
  await page.evaluate(`(async () => {
    const clipboardData = new DataTransfer()
    ${fill}
    document.querySelector('.tiptap').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })()`)
}

const saved = (page: Page) => expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')

describeBrowser('what a document holds', () => {
  const browser = useBrowser()

  test('the slash menu puts in a table, whose rows and columns are added and taken away, and a task list', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const bob = await browser.visit(hub, { as: await hub.createMember(), path: spec.path })
    await textOf(ada).click()
    await ada.keyboard.type('/task')
    await expect(ada.getByRole('option', { name: /Task list/ })).toBeVisible()
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('Ask Bo')
    await textOf(bob).getByRole('checkbox').check()
    await expect(textOf(ada).getByRole('checkbox')).toBeChecked()
    await ada.keyboard.press('Enter')
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('/table')
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('What')
    await expect(textOf(bob).getByRole('columnheader')).toHaveCount(3)
    await ada.getByRole('button', { name: 'Table' }).click()
    await ada.getByRole('menuitem', { name: 'Delete column' }).click()
    await expect(textOf(bob).getByRole('columnheader')).toHaveCount(2)
    await ada.getByRole('button', { name: 'Table' }).click()
    await ada.getByRole('menuitem', { name: 'Row below' }).click()
    await expect(textOf(bob).getByRole('row')).toHaveCount(4)
    await saved(ada)
    expect(await markdownOf(hub, spec.id)).toContain('- [x] Ask Bo')
  })

  test('code is coloured, Markdown that is pasted becomes what it says, and blocks move from the keyboard', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const page = await browser.visit(hub, { as: hub.owner, path: spec.path })
    await textOf(page).click()
    await paste(page, `clipboardData.setData('text/plain', ${JSON.stringify(PASTED)})`)
    await expect(textOf(page).getByRole('heading', { name: 'Goals', level: 2 })).toBeVisible()
    await expect(textOf(page).locator('pre .hljs-keyword')).toHaveText('const')
    await textOf(page).getByText('The end').click()
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect(textOf(page).locator('p').last()).toHaveText('The end')
    await expect(textOf(page).locator('> :last-child')).toHaveText('const a = 1')
    await saved(page)
    expect(await markdownOf(hub, spec.id)).toBe(
      '## Goals\n\n- fast\n- **loud**\n\nThe end\n\n```typescript\nconst a = 1\n```\n',
    )
  })

  test('@ finds members, boards, cards and gigs by name, and the chip leads there', async () => {
    await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
    const spec = await seedText(hub, 'Spec')
    await hub.createMember({ name: 'Bo Lind' })
    const board = await seedBoard(hub, 'Launch night', { Backlog: ['Write the song'] })
    const page = await browser.visit(hub, { as: hub.owner, path: spec.path })
    await textOf(page).click()
    for (const [typed, option] of [
      ['@bo', 'Bo Lind'],
      ['@song', 'Write the song'],
      ['@whiteb', 'Senior TypeScript engineer for a live whiteboard'],
      ['@laun', 'Launch night'],
    ] as const) {
      await page.keyboard.type(typed)
      await expect(page.getByRole('option', { name: option }).first()).toBeVisible()
      await page.keyboard.press('Enter')
      await expect(textOf(page).getByRole('link', { name: option })).toBeVisible()
    }
    await saved(page)
    expect(await markdownOf(hub, spec.id)).toContain('[@Bo Lind](/members#')
    await textOf(page).getByRole('link', { name: 'Write the song' }).click()
    await expect(page).toHaveURL(new RegExp(`${board.path}\\?card=`))
    await expect(page.getByRole('dialog')).toBeVisible()
  })

  test('a picture that is pasted is stored and shown to the other member', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const bob = await browser.visit(hub, { as: await hub.createMember(), path: spec.path })
    await textOf(ada).click()
    await paste(
      ada,
      `const canvas = new OffscreenCanvas(8, 8)
       canvas.getContext('2d').fillRect(0, 0, 8, 8)
       clipboardData.items.add(new File([await canvas.convertToBlob()], 'map.png', { type: 'image/png' }))`,
    )
    const image = textOf(bob).getByRole('img', { name: 'map' })
    await expect(image).toBeVisible()
    await expect
      .poll(() => image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(8)
  })

  test('a new document begins with a template, its outline leads to a heading, and it is saved as Markdown', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/documents' })
    await page.getByRole('button', { name: 'New document' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Minutes')
    await dialog.getByRole('combobox', { name: 'Begin with' }).click()
    await page.getByRole('option', { name: 'Meeting notes' }).click()
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('button', { name: 'Comments, outline and history' }).click()
    await page.getByText('Outline', { exact: true }).click()
    await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: 'Decisions' }).click()
    await page.keyboard.type('Our ')
    await expect(textOf(page).getByRole('heading', { name: 'Our Decisions' })).toBeVisible()
    await page.getByRole('button', { name: 'Minutes: more actions' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Save as Markdown' }).click()
    expect((await download).suggestedFilename()).toBe('Minutes.md')
  })

  test('a block is dragged by its handle, a Markdown file comes in, a link shows what it leads to, paper has the text alone', async () => {
    await using elsewhere = await startPage(
      '<title>Tide tables</title><meta name="description" content="High and low">',
    )
    await using hub = await startHub({ env: { FEED_ALLOW_HOSTS: new URL(elsewhere.url).host } })
    const { id } = await hub.owner.api.call(documentEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { kind: 'text', title: 'Spec', markdown: 'First\n\nSecond' },
    })
    const page = await browser.visit(hub, { as: hub.owner, path: `/documents/${id}` })
    await textOf(page).getByText('Second').hover()
    const handle = page.getByRole('button', { name: 'Move or delete this block' })
    await expect(handle).toBeVisible()
    await handle.dragTo(textOf(page).getByText('First'), { targetPosition: { x: 2, y: 6 } })
    await expect(textOf(page).locator('p')).toHaveText(['Second', 'First'])

    await page.getByRole('button', { name: 'Spec: more actions' }).click()
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'Insert a Markdown file' }).click()
    const buffer = Buffer.from(`## Links\n\n[tides](${elsewhere.url})`)
    await (await chosen).setFiles({ name: 'links.md', mimeType: 'text/markdown', buffer })
    await expect(textOf(page).getByRole('heading', { name: 'Links' })).toBeVisible()
    await textOf(page).getByRole('link', { name: 'tides' }).click()
    await expect(page.getByText('Tide tables')).toBeVisible()
    await expect(page.getByText('High and low')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Open' })).toHaveAttribute('href', elsewhere.url)

    await page.emulateMedia({ media: 'print' })
    await expect(textOf(page).getByText('Second')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Spec', level: 1 })).toBeVisible()
    for (const away of [page.getByRole('toolbar'), page.getByRole('navigation'), page.getByText('High and low')]) {
      await expect(away.filter({ visible: true })).toHaveCount(0)
    }
    expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF')
  })
})

/** A web page somewhere else. */
async function startPage(head: string) {
  const server = createServer((_req, res) => res.setHeader('content-type', 'text/html').end(`<html>${head}</html>`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
