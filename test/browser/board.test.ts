import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { seedBoard } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

function column(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true })
}

function card(page: Page, title: string): Locator {
  return page.getByRole('button', { name: title, exact: true })
}

/** The titles of a column's cards, in their order. */
async function expectCards(page: Page, columnName: string, titles: string[]): Promise<void> {
  await expect(column(page, columnName).locator('[data-card] [role=button]')).toHaveText(titles)
}

/** As a hand does it: press, move off, travel, let go. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox()
  const end = await to.boundingBox()
  if (start === null || end === null) throw new Error('what is dragged, or where to, is not shown')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + start.width / 2 + 10, start.y + start.height / 2 + 10, { steps: 4 })
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 })
  await expect(to.locator('xpath=ancestor-or-self::section')).toHaveAttribute('data-target', 'true')
  await page.mouse.up()
}

describeBrowser('a board', () => {
  const browser = useBrowser()

  test('two members see each other, and each other’s cards as they are added', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release')
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: board.path })
    await expect(ada.getByRole('list', { name: 'People here now' }).getByRole('img', { name: 'Bo Lind' })).toBeVisible()
    await expect(
      bo.getByRole('list', { name: 'People here now' }).getByRole('img', { name: 'Olivia Owner' }),
    ).toBeVisible()

    await ada.getByRole('button', { name: 'New card' }).click()
    await ada.getByRole('textbox', { name: 'Title of the card' }).fill('Draw the map')
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('Sign the map')
    await ada.keyboard.press('Enter')
    await bo.getByRole('button', { name: 'Add a card to Done' }).click()
    await bo.keyboard.type('Buy paper')
    await bo.keyboard.press('Enter')

    for (const page of [ada, bo]) {
      await expectCards(page, 'Backlog', ['Draw the map', 'Sign the map'])
      await expectCards(page, 'Done', ['Buy paper'])
      await expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')
    }

    await bo.goto(`${hub.hub.publicUrl}/boards`)
    await expect(ada.getByRole('list', { name: 'People here now' }).getByRole('img', { name: 'Bo Lind' })).toHaveCount(
      0,
    )
  })

  test('a card that somebody has open carries their name, and its fields change live for both', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['Draw the map'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: board.path })
    await card(ada, 'Draw the map').click()
    await expect(bo.getByText('Olivia Owner is editing')).toBeVisible()

    const drawer = ada.getByRole('dialog', { name: 'Backlog' })
    await drawer.getByRole('textbox', { name: 'Title of the card' }).fill('Draw the new map')
    await drawer.getByRole('button', { name: 'What is to be done' }).click()
    await drawer.getByRole('textbox', { name: 'Description' }).fill('In **ink**')
    await drawer.getByRole('button', { name: 'Done', exact: true }).click()
    await drawer.getByLabel('Due date').fill('2030-03-01')
    await drawer.getByRole('button', { name: 'New label' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('urgent')
    await ada.getByRole('radio', { name: 'Red' }).click()
    await ada.getByRole('button', { name: 'Add label' }).click()
    await drawer.getByRole('combobox', { name: 'Assigned to' }).click()
    await ada.getByRole('option', { name: 'Bo Lind' }).click()

    const seen = column(bo, 'Backlog').getByRole('listitem')
    await expect(seen).toContainText('Draw the new map')
    await expect(seen).toContainText('urgent')
    await expect(seen).toContainText('Mar 1')
    await expect(seen.getByRole('img', { name: 'Has a description' })).toBeVisible()
    await expect(seen.getByRole('img', { name: 'Bo Lind' })).toBeVisible()

    await card(bo, 'Draw the new map').click()
    await expect(bo.getByRole('region', { name: 'Description' }).locator('strong')).toHaveText('ink')
    await expect(bo.getByRole('button', { name: 'urgent', pressed: true })).toBeVisible()
    await ada.keyboard.press('Escape')
    await ada.keyboard.press('Escape')
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    await expect(ada.getByText('Bo Lind is editing')).toBeVisible()
  })

  test('a card is dragged to another column with the mouse', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two', 'Three'], Done: ['Four'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    await drag(ada, card(ada, 'Two'), column(ada, 'In progress').getByRole('list'))
    for (const page of [ada, bo]) {
      await expectCards(page, 'Backlog', ['One', 'Three'])
      await expectCards(page, 'In progress', ['Two'])
    }
    await expect(ada.getByRole('status', { name: 'Board news' })).toHaveText('Two is now in In progress, 1 of 1.')
    await expect(ada.getByRole('dialog')).toHaveCount(0)
  })

  test('a card that another member moves away during a drag does not end it', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two'], Done: ['Three'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    const start = await card(ada, 'One').boundingBox()
    await ada.mouse.move((start?.x ?? 0) + 20, (start?.y ?? 0) + 8)
    await ada.mouse.down()
    await ada.mouse.move((start?.x ?? 0) + 40, (start?.y ?? 0) + 20, { steps: 4 })
    await card(bo, 'Two').focus()
    await bo.keyboard.press('Alt+ArrowRight')
    await expectCards(ada, 'In progress', ['Two'])
    const target = await card(ada, 'Three').boundingBox()
    await ada.mouse.move((target?.x ?? 0) + 60, (target?.y ?? 0) + 30, { steps: 12 })
    await expect(column(ada, 'Done')).toHaveAttribute('data-target', 'true')
    await ada.mouse.up()
    for (const page of [ada, bo]) {
      await expectCards(page, 'Backlog', [])
      await expectCards(page, 'In progress', ['Two'])
      await expect(column(page, 'Done').locator('[data-card]')).toHaveCount(2)
    }
  })

  test('the keyboard alone adds, moves, opens, deletes and brings back', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    const news = page.getByRole('status', { name: 'Board news' })
    await card(page, 'Two').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expectCards(page, 'Backlog', ['Two', 'One'])
    await expect(card(page, 'Two')).toBeFocused()
    await page.keyboard.press('Alt+ArrowRight')
    await expectCards(page, 'In progress', ['Two'])
    await expect(news).toHaveText('Two is now in In progress, 1 of 1.')
    await expect(card(page, 'Two')).toBeFocused()

    await page.keyboard.press('Space')
    await expect(news).toHaveText('Picked up Two. It is in In progress, 1 of 1.')
    await page.keyboard.press('ArrowRight')
    await expect(news).toHaveText('Two is in Done, 1 of 1.')
    await page.keyboard.press('Space')
    await expectCards(page, 'Done', ['Two'])

    await card(page, 'Two').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Done' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.getByRole('button', { name: 'Two: card menu' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expectCards(page, 'Done', [])
    await page.keyboard.press('Control+z')
    await expectCards(page, 'Done', ['Two'])
  })

  test('the card’s menu moves it to a column that is named', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await page.getByRole('button', { name: 'One: card menu' }).click()
    await page.getByRole('menuitem', { name: 'Move to…' }).hover()
    await page.getByRole('menuitem', { name: 'Done' }).click()
    await expectCards(page, 'Backlog', ['Two'])
    await expectCards(page, 'Done', ['One'])
  })

  test('a column over its limit is marked for everybody, and nobody is stopped', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { 'In progress': ['One'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    await ada.getByRole('button', { name: 'In progress: column menu' }).click()
    await ada.getByRole('menuitem', { name: 'Limit cards…' }).click()
    await ada.getByRole('textbox', { name: 'Most cards' }).fill('1')
    await ada.getByRole('button', { name: 'Save' }).click()
    await expect(column(bo, 'In progress')).toContainText('1 card of 1 at most')
    await bo.getByRole('button', { name: 'Add a card to In progress' }).click()
    await bo.keyboard.type('Two')
    await bo.keyboard.press('Enter')
    await expect(column(ada, 'In progress')).toContainText('2 cards, over the limit of 1')
  })

  test('columns are added, renamed and deleted, and their cards go where one says', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path })
    await page.getByRole('button', { name: 'Add column' }).click()
    await page.getByRole('textbox', { name: 'Name of the column' }).fill('Review')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Review: column menu' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name of the column' }).fill('Check')
    await page.keyboard.press('Enter')
    await expect(column(page, 'Check')).toBeVisible()
    await page.getByRole('button', { name: 'Backlog: column menu' }).click()
    await page.getByRole('menuitem', { name: 'Delete column' }).click()
    await page.getByRole('combobox', { name: 'What happens to them' }).click()
    await page.getByRole('option', { name: 'Check' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete column' }).click()
    await expect(column(page, 'Backlog')).toHaveCount(0)
    await expectCards(page, 'Check', ['One'])
  })

  test('undo takes back one’s own actions and leaves those of others', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two'] })
    const ada = await browser.visit(hub, { as: hub.owner, path: board.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: board.path })
    await card(ada, 'One').focus()
    await ada.keyboard.press('Alt+ArrowRight')
    await card(bo, 'Two').focus()
    await bo.keyboard.press('Alt+ArrowRight')
    await expect(column(ada, 'In progress').locator('[data-card]')).toHaveCount(2)
    await ada.getByRole('button', { name: 'Undo' }).click()
    await expectCards(ada, 'Backlog', ['One'])
    await expectCards(bo, 'In progress', ['Two'])
  })

  test('on a phone a held press drags, and the page stays as wide as the screen', async () => {
    await using hub = await startHub()
    const board = await seedBoard(hub, 'Release', { Backlog: ['One', 'Two'] })
    const page = await browser.visit(hub, { as: hub.owner, path: board.path, size: PHONE })
    const from = await card(page, 'One').boundingBox()
    const to = await card(page, 'Two').boundingBox()
    if (from === null || to === null) throw new Error('the cards are not shown')
    const finger = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    const x = from.x + 60
    await touch('touchStart', x, from.y + from.height / 2)
    await expect(page.getByRole('status', { name: 'Board news' })).toHaveText(/^Picked up One/)
    for (const part of [0.25, 0.5, 0.75, 1, 1.2]) {
      await touch('touchMove', x, from.y + from.height / 2 + (to.y - from.y) * part)
    }
    await expect(page.getByRole('status', { name: 'Board news' })).toHaveText('One is in Backlog, 2 of 2.')
    await touch('touchEnd', 0, 0)
    await expectCards(page, 'Backlog', ['Two', 'One'])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })
})
