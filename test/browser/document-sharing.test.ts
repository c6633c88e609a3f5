import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { documentEndpoints } from '../../shared/documents.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
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

describeBrowser('a document and who comes to it', () => {
  const browser = useBrowser()

  test('a stranger reads by a link, comments on words, and is shut out once it is revoked', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, '## Fee\n\nThe fee is one hundred euros.')
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    await ada.getByRole('button', { name: 'Share' }).click()
    await ada.getByText('Read and comment').click()
    await ada.getByRole('button', { name: 'Make link' }).click()
    const link = await ada.getByRole('textbox', { name: 'Link' }).inputValue()

    const eve = await browser.visit(hub, { path: new URL(link).pathname, expects: [/404/] })
    await expect(eve.getByRole('heading', { name: 'Offer', level: 1 })).toBeVisible()
    await eve.getByText('The fee is one hundred euros.').selectText()
    await eve.getByPlaceholder('Comment on the selected words').fill('Too much')
    await eve.getByPlaceholder('Your name').fill('Eve')
    await eve.getByRole('button', { name: 'Send' }).click()
    await expect(eve.getByRole('article').getByText('Too much')).toBeVisible()

    await ada.keyboard.press('Escape')
    await expect(textOf(ada).locator('.comment-place')).toHaveText('The fee is one hundred euros.')
    await textOf(ada).locator('.comment-place').click()
    await expect(ada.getByRole('article', { name: 'Comment by Eve' })).toContainText('by link')

    await ada.getByRole('button', { name: 'Share' }).click()
    await ada.getByRole('button', { name: 'Revoke' }).click()
    await expect(ada.getByRole('list', { name: 'Links in use' })).toHaveCount(0)
    await eve.reload()
    await expect(eve.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  })

  test('history shows who changed what since any other version, and restores it for everybody', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'The fee is one hundred euros.')
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const ada = await browser.visit(hub, { as: hub.owner, path: offer.path })
    const bob = await browser.visit(hub, { as: bo, path: offer.path })
    const name = async (called: string) => {
      await ada.getByRole('textbox', { name: 'Name this version' }).fill(called)
      await ada.keyboard.press('Enter')
      await expect(ada.getByRole('button', { name: new RegExp(called) })).toBeVisible()
    }
    await ada.getByRole('button', { name: 'Comments, outline and history' }).click()
    await ada.getByText('History', { exact: true }).click()
    await name('First')
    await textOf(bob).getByText('hundred').click()
    await bob.keyboard.press('Control+a')
    await bob.keyboard.type('The fee is two hundred euros.')
    await expect(textOf(ada)).toContainText('two')
    await name('Second')
    await ada.getByRole('button', { name: /Second/ }).click()
    const version = ada.getByRole('region', { name: 'Version Second' })
    await expect(version.locator('ins')).toHaveText('two')
    await expect(version.locator('del')).toHaveText('one')
    await expect(ada.getByText('By Bo Lind')).toBeVisible()
    await ada.getByRole('button', { name: /First/ }).click()
    const first = ada.getByRole('region', { name: 'Version First' })
    await first.getByRole('combobox', { name: 'Compared with' }).selectOption('Compared with Second')
    await expect(first.locator('ins')).toHaveText('one')
    await expect(first.locator('del')).toHaveText('two')
    await ada.getByRole('button', { name: 'Restore' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    for (const page of [ada, bob]) await expect(textOf(page)).not.toContainText('two')
    const params = { documentId: offer.id }
    const { text } = await hub.owner.api.call(documentEndpoints.readText, { params })
    expect(text).toBe('The fee is one hundred euros.\n')
  })

  test('who follows another is where they are, until they scroll by themselves', async () => {
    await using hub = await startHub()
    const paragraphs = Array.from({ length: 80 }, (_, index) => `Paragraph ${index + 1} of many.`)
    const long = await seed(hub, paragraphs.join('\n\n'))
    const ada = await browser.visit(hub, { as: hub.owner, path: long.path })
    const bob = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: long.path })
    await ada.getByRole('button', { name: 'Follow Bo Lind' }).click()
    await expect(ada.getByText('You follow Bo Lind.')).toBeVisible()
    await textOf(bob).getByText('Paragraph 70 of').scrollIntoViewIfNeeded()
    await expect(textOf(ada).getByText('Paragraph 70 of')).toBeInViewport()
    await textOf(bob).getByText('Paragraph 2 of').click()
    await expect(textOf(ada).getByText('Paragraph 2 of')).toBeInViewport()
    await textOf(ada).hover()
    await ada.mouse.wheel(0, 300)
    await expect(ada.getByText('You follow Bo Lind.')).toHaveCount(0)
  })

  test('offline, a document with its comments is read and written, suggestions too, and merges afterwards', async () => {
    await using hub = await startHub()
    const offer = await seed(hub, 'The fee is one hundred euros.')
    const ada = await browser.visit(hub, {
      as: hub.owner,
      path: offer.path,
      installs: true,
      expects: [/Failed to load resource|ERR_INTERNET_DISCONNECTED|WebSocket connection/],
    })
    const bob = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: offer.path })
    await textOf(bob).getByText('The fee').selectText()
    await bob.getByRole('toolbar', { name: 'Selected text' }).getByRole('button', { name: 'Comment' }).click()
    await bob.getByRole('textbox', { name: 'Comment' }).fill('Enough?')
    await bob.keyboard.press('Control+Enter')
    await expect(textOf(ada).locator('.comment-place')).toBeVisible()
    await ada.evaluate('navigator.serviceWorker.ready')
    // What is kept for later is written a moment after it came.
    await expect.poll(() => ada.evaluate<string>("localStorage.getItem('guildhall:queries')")).toContain('Enough?')

    await ada.context().setOffline(true)
    await ada.reload()
    await ada.getByText('Suggesting', { exact: true }).click()
    await textOf(ada).click()
    await ada.keyboard.press('End')
    await ada.keyboard.type(' Offline.')
    await expect(ada.getByRole('status', { name: 'Where your edits are' })).toContainText('Offline')
    await ada.getByRole('button', { name: 'Comments, outline and history' }).click()
    await expect(ada.getByText('Enough?')).toBeVisible()
    await textOf(bob).getByText('The fee').click()
    await bob.keyboard.press('Home')
    await bob.keyboard.type('Meanwhile: ')
    await ada.context().setOffline(false)
    for (const page of [ada, bob]) {
      await expect(textOf(page).locator('p')).toContainText('Meanwhile: ')
      await expect(textOf(page).locator('ins')).toHaveText(' Offline.')
    }
    const { text } = await hub.owner.api.call(documentEndpoints.readText, { params: { documentId: offer.id } })
    expect(text).toBe('Meanwhile: The fee is one hundred euros.\n')
  })
})
