import type { Locator, Page } from '@playwright/test'
import { test } from 'vitest'
import { documentEndpoints } from '../../shared/documents.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { seedText } from '../helpers/browser-seed.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

function textOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of / })
}

describeBrowser('a document', () => {
  const browser = useBrowser()

  test('two members type at once, see each other’s cursor with its name, and end up with the same text', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: spec.path })
    await textOf(ada).click()
    await ada.keyboard.type('First line')
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('Last line')
    await expect(textOf(bo)).toContainText('Last line')

    await textOf(bo).getByText('First line').click()
    await bo.keyboard.press('End')
    await expect(textOf(ada).getByText('Bo Lind')).toBeVisible()
    await expect(textOf(bo).getByText('Olivia Owner')).toBeVisible()

    await Promise.all([
      ada.keyboard.type(' written by Ada, letter by letter', { delay: 5 }),
      bo.keyboard.type(' written by Bo, letter by letter', { delay: 5 }),
    ])
    for (const page of [ada, bo]) {
      await expect(textOf(page).locator('p').first()).toContainText('First line written by Bo, letter by letter')
      await expect(textOf(page).locator('p').last()).toContainText('Last line written by Ada, letter by letter')
      await expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')
    }
  })

  test('the toolbar and Markdown as one types format the text, for both', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: spec.path })
    await textOf(ada).click()
    await ada.keyboard.type('# Goals')
    await ada.keyboard.press('Enter')
    await ada.keyboard.type('- fast')
    await ada.keyboard.press('Enter')
    await ada.keyboard.press('Enter')
    const bold = ada.getByRole('button', { name: 'Bold' })
    await bold.click()
    await ada.keyboard.type('loud')
    await expect(bold).toHaveAttribute('aria-pressed', 'true')
    await bold.click()
    await ada.keyboard.type(' calm')
    await expect(textOf(bo).getByRole('heading', { name: 'Goals', level: 1 })).toBeVisible()
    await expect(textOf(bo).getByRole('listitem')).toHaveText('fast')
    await expect(textOf(bo).locator('strong')).toHaveText('loud')

    await ada.getByRole('button', { name: 'Undo' }).click()
    await expect(textOf(bo)).not.toContainText('calm')
  })

  test('a link is set by its address, and one that would run a script is refused', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const page = await browser.visit(hub, { as: hub.owner, path: spec.path })
    await textOf(page).click()
    await page.keyboard.type('plan')
    await page.keyboard.press('Shift+Home')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await page.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)')
    await expect(page.getByText('This is not a web or mail address.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Set link' })).toBeDisabled()
    await page.getByRole('textbox', { name: 'Address' }).fill('example.org/plan')
    await page.getByRole('button', { name: 'Set link' }).click()
    await expect(textOf(page).getByRole('link', { name: 'plan' })).toHaveAttribute('href', 'https://example.org/plan')
  })

  test('the toolbar is walked with the arrow keys', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const page = await browser.visit(hub, { as: hub.owner, path: spec.path })
    // An empty page takes the focus itself, once it is ready.
    await expect(textOf(page)).toBeFocused()
    const toolbar = page.getByRole('toolbar', { name: 'Text formatting' })
    await toolbar.getByRole('button', { name: 'Undo' }).focus()
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight')
    await expect(toolbar.getByRole('button', { name: 'Bold' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(textOf(page)).toBeFocused()
    await page.keyboard.type('loud')
    await expect(textOf(page).locator('strong')).toHaveText('loud')
  })

  test('a new title shows at once for whoever has the document open', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const bo = await browser.visit(hub, { as: await hub.createMember(), path: spec.path })
    await expect(bo.getByRole('heading', { name: 'Spec', level: 1 })).toBeVisible()
    await ada.getByRole('button', { name: 'Spec', exact: true }).click()
    await ada.getByRole('textbox', { name: 'Title' }).fill('Spec of the lighthouse')
    await ada.keyboard.press('Enter')
    await expect(bo.getByRole('heading', { name: 'Spec of the lighthouse', level: 1 })).toBeVisible()
  })

  test('a document is made, found by its title, put away and brought back', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/documents' })
    await page.getByRole('button', { name: 'New document' }).first().click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('Minutes of May')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Minutes of May', level: 1 })).toBeVisible()
    await page.getByRole('link', { name: 'Documents' }).first().click()
    await page.getByRole('textbox', { name: 'Find by title' }).fill('may')
    await page.getByRole('button', { name: 'Minutes of May: more actions' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await expect(page.getByRole('link', { name: 'Minutes of May' })).toHaveCount(0)
    await page.getByRole('radiogroup').getByText('Archived').click()
    await page.getByRole('button', { name: 'Minutes of May: more actions' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await expect(page.getByText('Nothing is archived')).toBeVisible()
  })

  test('a guest who may read sees the text as others write it, and nothing to edit with', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const guest = await hub.createMember({ role: 'guest', name: 'Gil Guest' })
    await hub.owner.api.call(documentEndpoints.grant, {
      params: { documentId: spec.id },
      body: { memberId: guest.member.id, access: 'read' },
    })
    const ada = await browser.visit(hub, { as: hub.owner, path: spec.path })
    const gil = await browser.visit(hub, { as: guest, path: spec.path })
    await expect(gil.getByText('Read only')).toBeVisible()
    await textOf(ada).click()
    await ada.keyboard.type('For your eyes')
    await expect(textOf(gil)).toContainText('For your eyes')
    await expect(textOf(gil)).toHaveAttribute('contenteditable', 'false')
    await expect(gil.getByRole('toolbar')).toHaveCount(0)
    await gil.getByRole('button', { name: /more actions/ }).click()
    await expect(gil.getByRole('menuitem', { name: 'Save as Markdown' })).toBeVisible()
    await expect(gil.getByRole('menuitem', { name: 'Archive' })).toHaveCount(0)
    await gil.keyboard.press('Escape')
    await textOf(gil).click()
    await gil.keyboard.type('scribble')
    await expect(textOf(ada)).not.toContainText('scribble')
  })

  test('on a phone the text is written and the toolbar scrolls, not the page', async () => {
    await using hub = await startHub()
    const spec = await seedText(hub, 'Spec')
    const page = await browser.visit(hub, { as: hub.owner, path: spec.path, size: PHONE })
    await textOf(page).tap()
    await page.keyboard.type('Written on the train')
    await expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')
    await page.getByRole('button', { name: 'Quote' }).scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Quote' }).tap()
    await expect(textOf(page).locator('blockquote')).toHaveText('Written on the train')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })
})
