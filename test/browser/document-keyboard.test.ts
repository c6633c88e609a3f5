import { test } from 'vitest'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('a document without a mouse', () => {
  const browser = useBrowser()

  test('is made, written, formatted, put in order and commented on, and its keys are listed', async () => {
    await using hub = await startHub()
    await hub.createMember({ name: 'Bo Lind' })
    const page = await browser.visit(hub, { as: hub.owner, path: '/inbox' })
    const { keyboard } = page
    await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible()
    await keyboard.press('Control+k')
    await keyboard.type('New document')
    await expect(page.getByRole('button', { name: 'New document' })).toBeVisible()
    await keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Title' })).toBeFocused()
    await keyboard.type('Minutes')
    await keyboard.press('Enter')
    const text = page.getByRole('textbox', { name: 'Text of Minutes' })
    await expect(text).toBeFocused()
    await keyboard.type('# Plan')
    await keyboard.press('Enter')
    await keyboard.type('The end')
    await keyboard.press('Enter')
    await keyboard.type('/task')
    await expect(page.getByRole('option', { name: /Task list/ })).toBeVisible()
    await keyboard.press('Enter')
    await keyboard.type('Ask @bo')
    await expect(page.getByRole('option', { name: 'Bo Lind' })).toBeVisible()
    await keyboard.press('Enter')
    await keyboard.press('Control+Enter')
    await expect(text.getByRole('checkbox')).toBeChecked()
    await keyboard.press('Alt+Shift+ArrowUp')
    await keyboard.press('Control+End')
    await keyboard.press('Control+Shift+ArrowLeft')
    await expect(page.getByRole('toolbar', { name: 'Selected text' })).toBeVisible()
    await keyboard.press('Control+b')
    await keyboard.press('Control+Alt+m')
    await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused()
    await keyboard.type('Of what?')
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('article', { name: 'Comment by Olivia Owner' })).toContainText('Of what?')

    await expect(text).toBeFocused()
    await keyboard.press('Control+/')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Comment on the selected words')
    await keyboard.press('Escape')
    await expect(text).toBeFocused()
    await keyboard.press('Alt+F10')
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
    for (let step = 0; step < 2; step += 1) await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await expect(text.getByRole('heading', { name: 'The end', level: 1 })).toBeVisible()

    await expect(page.getByRole('status', { name: 'Where your edits are' })).toHaveText('Saved')
    const { documents } = await hub.owner.api.call(documentEndpoints.list, {
      params: { communityId: hub.communityId },
      query: { kind: 'text' },
    })
    const params = { documentId: documents[0]?.id ?? '' }
    expect((await hub.owner.api.call(documentEndpoints.readText, { params })).text).toMatch(
      /^# Plan\n\n- \[x\] Ask \[@Bo Lind\]\(\/members#[^)]+\)\s*\n\n# The \*\*end\*\*\n$/,
    )
    const { threads } = await hub.owner.api.call(commentEndpoints.list, { params })
    expect(threads).toMatchObject([{ anchor: { quote: 'end' } }])
  })
})
