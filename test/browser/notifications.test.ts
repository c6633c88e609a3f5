import { test } from 'vitest'
import { readBoard } from '../../shared/board.ts'
import { addCard } from '../../shared/board/change-card.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { seedBoard } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import { writeAs } from '../helpers/write-document.ts'

function assign(hub: TestHub, board: string, memberId: string, title: string): Promise<void> {
  return writeAs(hub, hub.owner, board, (doc) => {
    const columnId = readBoard(doc).columns[0]?.id ?? ''
    addCard(doc, { id: title.toLowerCase(), title, columnId, assignees: [memberId], createdAt: 1, createdBy: null })
  })
}

describeBrowser('the inbox', () => {
  const browser = useBrowser()

  test('fills on every open tab at once, opens what it is about, and empties on all of them', async () => {
    await using hub = await startHub()
    const ada = await hub.createMember({ name: 'Ada' })
    const board = await seedBoard(hub, 'Release')
    const desk = await browser.visit(hub, { as: ada, path: '/members' })
    const phone = await browser.visit(hub, { as: ada, path: '/members', size: PHONE })
    const bell = desk.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' })
    await expect(bell).toBeVisible()
    for (const page of [desk, phone]) await expect(page.getByText('1 online').filter({ visible: true })).toBeVisible()

    await assign(hub, board.id, ada.member.id, 'Anchor')
    await expect(bell).toContainText('1')
    await expect(phone.getByRole('link', { name: /Inbox/ })).toContainText('1')
    await bell.click()
    const item = desk.getByRole('listitem').filter({ hasText: 'Anchor' })
    await expect(item).toContainText('Olivia Owner put you on Anchor')
    await assign(hub, board.id, ada.member.id, 'Buoy')
    await expect(desk.getByRole('listitem').first()).toContainText('Buoy')

    await item.getByRole('link').click()
    await expect(desk).toHaveURL(new RegExp(`/boards/${board.id}\\?card=anchor$`))
    await expect(phone.getByRole('link', { name: /Inbox/ })).toContainText('1')
    await phone.getByRole('link', { name: /Inbox/ }).tap()
    await phone.getByRole('radio', { name: 'Unread (1)' }).locator('xpath=..').tap()
    await expect(phone.getByRole('list', { name: 'Inbox' }).getByRole('listitem')).toHaveText([/Buoy/])
    await phone.getByRole('button', { name: 'Mark all as read' }).tap()
    await expect(phone.getByText('Nothing unread')).toBeVisible()
    await expect(bell).not.toContainText('1')
  })

  test('a member chooses what is told where', async () => {
    await using hub = await startHub()
    const ada = await hub.createMember({ name: 'Ada' })
    const board = await seedBoard(hub, 'Release')
    const page = await browser.visit(hub, { as: ada, path: '/settings/notifications' })
    const tick = page.getByRole('checkbox', { name: 'Somebody puts you on a card: Inbox' })
    await expect(tick).toBeChecked()
    await tick.uncheck()
    await page.reload()
    await expect(tick).not.toBeChecked()
    await assign(hub, board.id, ada.member.id, 'Anchor')
    const { queries } = hub.hub
    await expect
      .poll(() => queries.selectFrom('seen_cards').select('card_id').execute())
      .toEqual([{ card_id: 'anchor' }])
    await page.goto(`${hub.hub.publicUrl}/inbox`)
    await expect(page.getByText('Nothing here yet')).toBeVisible()
  })
})
