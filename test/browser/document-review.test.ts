import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

function textOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of / })
}

async function seed(hub: TestHub, markdown: string) {
  const { id } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'text', title: 'Offer', markdown },
  })
  return { id, path: `/documents/${id}` }
}

async function markdownOf(hub: TestHub, documentId: string): Promise<string> {
  return (await hub.owner.api.call(documentEndpoints.readText, { params: { documentId } })).text
}

const toolbarOf = (page: Page) => page.getByRole('toolbar', { name: 'Selected text' })

/** Selects words as a double click and a drag would. Their toolbar says when the editor has taken that up. */
async function select(page: Page, words: string): Promise<void> {
  await textOf(page).getByText(words).first().click()
  await page.evaluate(`(() => {
    const wanted = ${JSON.stringify(words)}
    const walker = document.createTreeWalker(document.querySelector('.tiptap'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent.indexOf(wanted)
      if (at === -1) continue
      const range = document.createRange()
      range.setStart(walker.currentNode, at)
      range.setEnd(walker.currentNode, at + wanted.length)
      getSelection().removeAllRanges()
      getSelection().addRange(range)
      return
    }
  })()`)
  await expect(toolbarOf(page)).toBeVisible()
}

/** Puts the cursor before or behind some words. */
async function goTo(page: Page, side: 'before' | 'behind', words: string): Promise<void> {
  await select(page, words)
  await page.keyboard.press(side === 'before' ? 'ArrowLeft' : 'ArrowRight')
  await expect(toolbarOf(page)).toBeHidden()
}

const panelButton = (page: Page) => page.getByRole('button', { name: 'Comments, outline and history' })
const suggestions = (page: Page) => page.getByRole('article', { name: /^Suggestion by / })

describeBrowser('a document under review', () => {
  const browser = useBrowser()

  test('what one suggests, the other sees in its author’s name, accepts and rejects; until then it is not exported', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'The fee is one hundred euros.\n\nPaid within thirty days.')
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    const bob = await browser.visit(hub, { as: bo, path: offer.path })
    await bob.getByText('Suggesting', { exact: true }).click()
    await select(bob, 'hundred')
    await bob.keyboard.type('thousand')
    await goTo(bob, 'behind', 'thirty days.')
    await bob.keyboard.press('Enter')
    await bob.keyboard.type('Late fees apply.')

    await expect(textOf(ada).locator('del')).toHaveText('hundred')
    await expect(textOf(ada).locator('p')).toHaveCount(3)
    await panelButton(ada).click()
    await expect(suggestions(ada)).toHaveCount(2)
    await expect(suggestions(ada).first()).toContainText('Delete: hundred')
    await expect(suggestions(ada).first()).toContainText('Add: thousand')
    await expect(ada.getByRole('article', { name: 'Suggestion by Bo Lind' })).toHaveCount(2)
    expect(await markdownOf(hub, offer.id)).toBe('The fee is one hundred euros.\n\nPaid within thirty days.\n')

    await suggestions(ada).first().getByRole('button', { name: 'Accept' }).click()
    await suggestions(ada).first().getByRole('button', { name: 'Reject' }).click()
    await expect(textOf(bob).locator('ins, del')).toHaveCount(0)
    await expect(textOf(bob).locator('p')).toHaveText(['The fee is one thousand euros.', 'Paid within thirty days.'])
    await expect
      .poll(() => markdownOf(hub, offer.id))
      .toBe('The fee is one thousand euros.\n\nPaid within thirty days.\n')
  })

  test('joined paragraphs and two authors side by side stay apart; all are accepted at once, and undone at once', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'First half.\n\nSecond half.')
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    const bob = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: offer.path })
    for (const page of [ada, bob]) await page.getByText('Suggesting', { exact: true }).click()
    await goTo(ada, 'behind', 'First half.')
    await ada.keyboard.type(' By Ada.')
    await expect(textOf(bob)).toContainText('By Ada.')
    await goTo(bob, 'behind', 'By Ada.')
    await bob.keyboard.type(' By Bo.')
    await goTo(bob, 'before', 'Second')
    await bob.keyboard.press('Backspace')
    await panelButton(ada).click()
    await expect(ada.getByRole('article', { name: 'Suggestion by Olivia Owner' })).toContainText('Add: By Ada.')
    const his = ada.getByRole('article', { name: 'Suggestion by Bo Lind' })
    await expect(his).toContainText('Add: By Bo.')
    await expect(his).toContainText('Join paragraphs')
    await ada.getByRole('button', { name: 'Accept all' }).click()
    await expect(textOf(bob).locator('p')).toHaveText(['First half. By Ada. By Bo.Second half.'])
    await ada.getByRole('button', { name: 'Undo' }).click()
    await expect(textOf(bob).locator('p')).toHaveCount(2)
    await expect(suggestions(ada).first()).toBeVisible()
  })

  test('a comment stays with its words while others write, make a heading of them and split them', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'Intro.\n\nThe fee is one hundred euros.')
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    const bob = await browser.visit(hub, { as: bo, path: offer.path })
    await select(ada, 'one hundred')
    await toolbarOf(ada).getByRole('button', { name: 'Comment' }).click()
    const field = ada.getByRole('textbox', { name: 'Comment' })
    await field.fill('Enough, @Bo')
    await field.press('End')
    await ada.getByRole('option', { name: 'Bo Lind' }).click()
    await field.press('Control+Enter')

    const place = (page: Page) => textOf(page).locator('.comment-place')
    await expect(place(bob)).toHaveText('one hundred')
    await goTo(bob, 'behind', 'Intro.')
    await bob.keyboard.type(' And more.')
    await select(bob, 'The fee')
    await bob.getByRole('button', { name: 'Heading 2' }).click()
    for (const page of [ada, bob]) await expect(place(page)).toHaveText('one hundred')
    await goTo(bob, 'before', 'fee is')
    await bob.keyboard.press('Enter')
    for (const page of [ada, bob]) await expect(place(page)).toHaveText('one hundred')

    await place(bob).click()
    const thread = bob.getByRole('article', { name: 'Comment by Olivia Owner' })
    await expect(thread.getByRole('link', { name: '@Bo Lind' })).toBeVisible()
    await thread.getByRole('textbox', { name: 'Reply' }).fill('It is.')
    await thread.getByRole('button', { name: 'Send' }).click()
    await expect(ada.getByText('It is.')).toBeVisible()
    await ada.getByRole('button', { name: 'Resolve', exact: true }).click()
    await expect(place(bob)).toHaveCount(0)
    await bob.getByText('Resolved', { exact: true }).first().click()
    await bob.getByRole('button', { name: 'Open again' }).click()
    await expect(place(ada)).toHaveText('one hundred')
  })

  test('on a phone comments are a drawer; a reader comments and decides nothing', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'The fee is one hundred euros.')
    const guest = await hub.createMember({ role: 'guest', name: 'Gil Guest' })
    const params = { documentId: offer.id }
    await hub.owner.api.call(documentEndpoints.grant, {
      params,
      body: { memberId: guest.member.id, access: 'read' },
    })
    await hub.owner.api.call(commentEndpoints.open, { params, body: { text: 'Who pays?' } })
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    await ada.getByText('Suggesting', { exact: true }).click()
    await goTo(ada, 'behind', 'one hundred')
    await ada.keyboard.type(' and ten')
    const gil = await browser.visit(hub, { as: guest, path: offer.path, size: PHONE })
    await expect(textOf(gil).locator('ins')).toHaveText(' and ten')
    await panelButton(gil).tap()
    const drawer = gil.getByRole('dialog')
    await expect(drawer.getByRole('article', { name: 'Suggestion by Olivia Owner' })).toBeVisible()
    await expect(drawer.getByRole('button', { name: 'Accept' })).toHaveCount(0)
    await drawer.getByRole('textbox', { name: 'Reply' }).fill('The client.')
    await drawer.getByRole('button', { name: 'Send' }).tap()
    await panelButton(ada).click()
    await expect(ada.getByText('The client.')).toBeVisible()
    expect(await gil.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })
})
