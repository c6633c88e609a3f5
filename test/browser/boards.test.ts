import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { type SeededDocument, seedBoard } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

/** The smallest PNG there is: one transparent point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

function card(page: Page, title: string): Locator {
  return page.getByRole('button', { name: title, exact: true })
}

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true })
}

async function expectCards(place: Locator, titles: string[]): Promise<void> {
  await expect(place.locator('[data-card] [role=button]')).toHaveText(titles)
}

async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (start === null || end === null) throw new Error('what is dragged, or where to, is not shown')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + start.width / 2 + 10, start.y + start.height / 2 + 10, { steps: 4 })
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 })
  await expect(to).toHaveAttribute('data-target', 'true')
  await page.mouse.up()
}

function importCsv(hub: TestHub, board: SeededDocument, lines: string[]) {
  return hub.owner.api.call(boardEndpoints.importCards, {
    params: { documentId: board.id },
    query: { format: 'csv' },
    body: new TextEncoder().encode(lines.join('\n')),
  })
}

describeBrowser('a board with all that belongs to it', () => {
  const browser = useBrowser()

  test('one member moves a card to another lane while another writes in it, and both stay', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    await importCsv(hub, board, ['Title,Column,Lane', 'Draw,Backlog,Maps', 'Sign,Backlog,Letters'])
    const path = `${board.path}?view=lanes`
    const ada = await browser.visit(hub, { as: hub.owner, path })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path })
    await card(bo, 'Draw').click()
    const drawer = bo.getByRole('dialog', { name: 'Backlog' })
    await drawer.getByRole('button', { name: 'What is to be done' }).click()
    await bo.keyboard.type('In ')
    await drag(ada, card(ada, 'Draw'), region(ada, 'Letters').locator('ul').nth(1))
    await bo.keyboard.type('ink')
    await bo.keyboard.press('Control+Enter')
    await expectSaved(bo)
    await bo.keyboard.press('Escape')
    for (const page of [ada, bo]) {
      await expectCards(region(page, 'Maps'), [])
      await expectCards(region(page, 'Letters').locator('ul').nth(1), ['Draw'])
      await expect(region(page, 'Letters').getByRole('img', { name: 'Has a description' })).toBeVisible()
    }
    await ada.getByRole('button', { name: 'Fold Letters' }).click()
    await expect(card(ada, 'Draw')).toHaveCount(0)
  })

  test('checklists, files, comments and relations of a card are there for the other member, too', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['Draw', 'Sign'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path, expects: [/status of 400/] })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: board.path })
    await card(ada, 'Draw').click()
    const drawer = ada.getByRole('dialog', { name: 'Backlog' })
    await drawer.getByRole('button', { name: 'Add checklist' }).click()
    await drawer.getByRole('textbox', { name: 'New item of Checklist' }).fill('Find the pen')
    await ada.keyboard.press('Enter')
    await drawer.getByRole('checkbox', { name: 'Find the pen' }).check()

    const choose = async (name: string, buffer: Buffer) => {
      const chosen = ada.waitForEvent('filechooser')
      await drawer.getByRole('button', { name: 'Attach' }).click()
      await (await chosen).setFiles({ name, mimeType: 'application/octet-stream', buffer })
    }
    await choose('tool.txt', Buffer.from('#!/bin/sh'))
    await expect(drawer.getByRole('alert')).toHaveText('Programs are not taken, for the safety of those who open them.')
    await choose('map.png', PNG)
    await drawer.getByRole('button', { name: 'map.png: file menu' }).click()
    await ada.getByRole('menuitem', { name: 'Show on the card' }).click()

    await drawer.getByRole('combobox', { name: 'Find a card' }).click()
    await ada.getByRole('option', { name: 'Sign' }).click()
    await drawer.getByRole('textbox', { name: 'New comment' }).pressSequentially('Ready, @bo')
    await ada.keyboard.press('Enter')
    await ada.keyboard.press('Control+Enter')
    await expect(drawer.getByText('@Bo Lind')).toBeVisible()

    const seen = region(bo, 'Backlog').getByRole('listitem').first()
    await expect(seen).toContainText('1 of 1 item ticked')
    await expect(seen).toContainText('1 file')
    await expect(seen).toContainText('1 comment')
    await expect.poll(() => bo.evaluate(`document.querySelector('[data-card] > img')?.naturalWidth`)).toBe(1)
    await card(bo, 'Sign').click()
    await expect(bo.getByRole('region', { name: 'Related cards' })).toContainText('Is blocked by')
    await bo.getByRole('button', { name: 'Draw Backlog' }).click()
    await expect(bo.getByRole('region', { name: 'Comments' }).getByRole('listitem')).toContainText('Olivia Owner')
    await bo.getByRole('button', { name: 'Comment of Olivia Owner: menu' }).click()
    await expect(bo.getByRole('menuitem')).toHaveText(['Report'])
    await bo.keyboard.press('Escape')
    await bo.getByRole('button', { name: 'map.png: file menu' }).click()
    await bo.getByRole('menuitem', { name: 'Erase for everybody' }).click()
    await expect(drawer.getByText('map.png')).toHaveCount(0)
  })

  test('the keyboard alone adds, finds, selects, changes many at once and takes it back', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two', 'Three'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await expect(card(page, 'One')).toBeVisible()
    await page.keyboard.press('n')
    await page.keyboard.type('Four')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expectCards(region(page, 'Backlog'), ['One', 'Two', 'Three', 'Four'])
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Clear the selection')
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('o')
    await expectCards(region(page, 'Backlog'), ['One', 'Two', 'Four'])
    await page.keyboard.press('Escape')

    await card(page, 'One').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Backlog' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card(page, 'One')).toBeFocused()
    await page.keyboard.press('x')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(card(page, 'Four')).toBeFocused()
    await page.keyboard.press('x')
    await expect(page.getByRole('toolbar', { name: 'Selected cards' })).toContainText('2 selected')
    await page.getByRole('toolbar').getByRole('button', { name: 'Move to…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Done' }).focus()
    await page.keyboard.press('Enter')
    await expectCards(region(page, 'Done'), ['One', 'Four'])
    await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).focus()
    await page.keyboard.press('Enter')
    await expectCards(region(page, 'Done'), [])
    await page.keyboard.press('Control+z')
    await expectCards(region(page, 'Done'), ['One', 'Four'])
    await page.keyboard.press('Control+z')
    await expectCards(region(page, 'Backlog'), ['One', 'Two', 'Four'])
    await page.keyboard.press('Control+Shift+z')
    await expectCards(region(page, 'Done'), ['One', 'Four'])
  })

  test('by keys alone a card is kept as a template and makes others; the table changes labels and people', async () => {
    await using hub = await startHub()
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const board = await seedBoard(hub, 'Release', { Backlog: ['Interview'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await card(page, 'Interview').focus()
    await page.keyboard.press('Shift+T')
    await expect(page.getByText('Interview is kept as a template.')).toBeVisible()
    await page.keyboard.press('t')
    await expect(page.getByRole('button', { name: 'New card from Interview' })).toBeFocused()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Backlog' }).getByLabel('Title of the card').fill('Interview with Bo')
    await page.keyboard.press('Escape')
    await region(page, 'Done').getByRole('button', { name: 'Add a card to Done' }).click()
    await page.getByRole('button', { name: 'New card from template' }).click()
    await page.getByRole('menuitem', { name: 'Interview' }).click()
    await expectCards(region(page, 'Done'), ['Interview'])
    await expectCards(region(page, 'Backlog'), ['Interview', 'Interview with Bo'])

    await page.getByRole('radiogroup', { name: 'View' }).getByText('Table').click()
    const labels = page.getByRole('button', { name: 'Labels of Interview with Bo' })
    await labels.press('Enter')
    await page.getByRole('button', { name: 'New label' }).press('Enter')
    await page.getByLabel('Name', { exact: true }).fill('people')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'New label' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(labels).toBeFocused()
    await page.getByRole('button', { name: 'Assigned to Interview with Bo' }).press('Enter')
    await page.getByRole('combobox', { name: 'Assigned to' }).fill('bo')
    await page.getByRole('option', { name: 'Bo Lind' }).click()
    await expect
      .poll(async () => {
        const read = await hub.owner.api.call(boardEndpoints.read, { params: { documentId: board.id } })
        const made = read.columns[0]?.cards[1]
        return { labels: made?.labels.length, assignees: made?.assignees }
      })
      .toEqual({ labels: 1, assignees: [bo.member.id] })
  })

  test('offline, edits and comments wait and say so, files say that they cannot; online all of it merges', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['Draw', 'Sign'] })
    const offline = /ERR_INTERNET_DISCONNECTED/
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path, expects: [offline] })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: board.path })
    await expectSaved(ada)
    // Its code must be there before the network goes.
    await card(ada, 'Draw').click()
    const drawer = ada.getByRole('dialog')
    await expect(drawer.getByRole('region', { name: 'Comments' })).toBeVisible()
    await ada.context().setOffline(true)
    await drawer.getByRole('textbox', { name: 'New comment' }).fill('From the train')
    await drawer.getByRole('button', { name: 'Comment', exact: true }).click()
    await expect(drawer.getByText('waits to be sent')).toBeVisible()
    await drawer.getByRole('textbox', { name: 'Title of the card' }).fill('Draw the map')
    const chosen = ada.waitForEvent('filechooser')
    await drawer.getByRole('button', { name: 'Attach' }).click()
    await (await chosen).setFiles({ name: 'map.png', mimeType: 'image/png', buffer: PNG })
    await expect(drawer.getByRole('alert')).toContainText('You are offline.')
    await ada.keyboard.press('Escape')
    await expect(ada.getByRole('status', { name: 'Where your edits are' })).toContainText('waiting')
    await card(bo, 'Draw').focus()
    await bo.keyboard.press('Alt+ArrowRight')
    await expectCards(region(bo, 'In progress'), ['Draw'])

    await ada.context().setOffline(false)
    for (const page of [ada, bo]) {
      await expectCards(region(page, 'In progress'), ['Draw the map'])
      await expect(region(page, 'In progress')).toContainText('1 comment')
    }
    await card(ada, 'Draw the map').click()
    await expect(ada.getByText('waits to be sent')).toHaveCount(0)
  })

  test('a table is sorted and changed in place; a calendar moves due dates by mouse and by key', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    await importCsv(hub, board, ['Title,Column,Due,Points', 'Sign,Backlog,,10', 'Draw,Done,,9', 'Ship,Backlog,,'])
    const page = await browser.visit(hub, { as: hub.owner, path: `${board.path}?view=table` })
    const shown = () =>
      page.evaluate(`[...document.querySelectorAll('td[data-column=title] input')].map(({ value }) => value)`)
    await expect.poll(shown).toEqual(['Sign', 'Ship', 'Draw'])
    await page.getByRole('button', { name: 'Points' }).click()
    await expect.poll(shown).toEqual(['Draw', 'Sign', 'Ship'])
    await page.getByRole('textbox', { name: 'Title of Ship' }).fill('Ship it')
    await page.getByRole('combobox', { name: 'Column of Sign' }).selectOption('In progress')
    const today = new Date().toISOString().slice(0, 7)
    await page.getByLabel('Due date of Sign').fill(`${today}-10`)
    await page.getByRole('radiogroup', { name: 'View' }).getByText('Calendar').click()
    const day = (number: number) => page.locator(`[data-day="${today}-${number}"]`)
    await expect(day(10)).toContainText('Sign')
    await drag(page, card(page, 'Ship it'), day(12))
    await expect(day(12)).toContainText('Ship it')
    await card(page, 'Ship it').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect(day(19)).toContainText('Ship it')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(day(12)).toContainText('Ship it')
    const { columns } = await hub.owner.api.call(boardEndpoints.read, { params: { documentId: board.id } })
    expect(columns.flatMap(({ name, cards }) => cards.map((one) => [name, one.title, one.dueOn]))).toEqual([
      ['Backlog', 'Ship it', `${today}-12`],
      ['In progress', 'Sign', `${today}-10`],
      ['Done', 'Draw', null],
    ])
  })

  test('a filter is saved for everybody; what is archived comes back', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    await importCsv(hub, board, ['Title,Column,Labels', 'Draw,Backlog,urgent', 'Sign,Backlog,', 'Ship,Done,urgent'])
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    await ada.getByRole('button', { name: 'Filter', exact: true }).click()
    await ada.getByRole('combobox', { name: 'Labels' }).click()
    await ada.getByRole('option', { name: 'urgent' }).click()
    await ada.getByRole('textbox', { name: 'Name of this filter' }).fill('Now')
    await ada.getByRole('button', { name: 'Save' }).click()
    await bo.getByRole('button', { name: 'Filter', exact: true }).click()
    await bo.getByRole('button', { name: 'Now', exact: true }).click()
    for (const page of [ada, bo]) {
      await expect(page.getByRole('status', { name: 'Cards shown' })).toHaveText('2 of 3 cards')
      await expectCards(region(page, 'Backlog'), ['Draw'])
    }
    await bo.keyboard.press('Escape')
    await card(bo, 'Ship').focus()
    await bo.keyboard.press('e')
    await expectCards(region(ada, 'Done'), [])
    await bo.getByRole('button', { name: 'Done: column menu' }).click()
    await bo.getByRole('menuitem', { name: 'Archive column' }).click()
    await expect(region(ada, 'Done')).toHaveCount(0)
    await ada.keyboard.press('Escape')
    await ada.getByRole('button', { name: 'Release: board menu' }).click()
    await ada.getByRole('menuitem', { name: 'Archive' }).click()
    const archive = ada.getByRole('dialog', { name: 'Archive' })
    await archive.getByRole('listitem').filter({ hasText: 'Done' }).getByRole('button', { name: 'Bring back' }).click()
    await archive.getByRole('listitem').filter({ hasText: 'Ship' }).getByRole('button', { name: 'Bring back' }).click()
    await expectCards(region(bo, 'Done'), ['Ship'])
  })

  test('a Trello export is taken in by hand, its broken card is named, and the board leaves as CSV', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await page.getByRole('button', { name: /^Sprint/ }).click()
    await expect(region(page, 'Review')).toBeVisible()
    await page.getByRole('button', { name: 'Release: board menu' }).click()
    await page.getByRole('menuitem', { name: 'Import cards…' }).click()
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose file…' }).click()
    const trello = {
      lists: [{ id: 'l', name: 'Review', pos: 1 }],
      cards: [{ id: 'c', name: 'Draw', desc: '', idList: 'l', pos: 1 }, { id: 'd' }],
    }
    const buffer = Buffer.from(JSON.stringify(trello))
    await (await chosen).setFiles({ name: 'trello.json', mimeType: 'application/json', buffer })
    const dialog = page.getByRole('dialog', { name: 'Import cards…' })
    await expect(dialog.getByRole('status')).toContainText('1 card was added.')
    await expect(dialog.getByRole('status')).toContainText('Row 2: This card has no title or no list.')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expectCards(region(page, 'Review'), ['Draw'])
    await page.getByRole('button', { name: 'Release: board menu' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('Release.csv')
    expect(await readFile(await saved.path(), 'utf8')).toMatch(/^Title,Description,Column.*\r\nDraw,,Review,/)
  })

  test('of a long column only what can be seen is in the page, and every card is reached', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    await importCsv(hub, board, ['Title,Column', ...Array.from({ length: 300 }, (_, at) => `Card ${at},Backlog`)])
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await expect(card(page, 'Card 0')).toBeVisible()
    expect(await page.locator('[data-card]').count()).toBeLessThan(60)
    await page.evaluate(`document.querySelector('[data-column] ul').scrollTo(0, 1e6)`)
    await expect(card(page, 'Card 299')).toBeVisible()
    await card(page, 'Card 299').focus()
    await page.keyboard.press('ArrowUp')
    await expect(card(page, 'Card 298')).toBeFocused()
    await page.keyboard.press('Alt+ArrowRight')
    await expectCards(region(page, 'In progress'), ['Card 298'])
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(card(page, 'Card 298')).toBeFocused()
    await expect(card(page, 'Card 0')).toBeInViewport()
    await drag(page, card(page, 'Card 1'), region(page, 'Done'))
    await expectCards(region(page, 'Done'), ['Card 1'])
  })

  test('on a phone every view is as wide as the screen, and a card opens', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    const due = new Date().toISOString().slice(0, 10)
    await importCsv(hub, board, ['Title,Column,Lane,Due', `Draw,Backlog,Maps,${due}`, 'Sign,Done,Letters,'])
    const page = await browser.visit(hub, { as: hub.owner, path: board.path, size: PHONE })
    for (const view of ['Lanes', 'Calendar', 'Board', 'Table']) {
      await page.getByRole('combobox', { name: 'View' }).tap()
      await page.getByRole('option', { name: view }).tap()
      if (view !== 'Table') await expect(card(page, 'Draw')).toBeVisible()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
    }
    await page.getByRole('button', { name: 'Open Draw' }).tap()
    await expect(page.getByRole('dialog', { name: 'Backlog' })).toBeVisible()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })
})
