import { describe, expect, test, vi } from 'vitest'
import { ChatWorld, SOON } from '../bots/chat-world.ts'
import { linkOnDiscord } from '../bots/linking.ts'
import { useBrowser } from '../helpers/browser.ts'

describe('linked channels', () => {
  const browser = useBrowser()

  test('an admin links a channel with a room, in its language, and ends it', async () => {
    await using chat = await ChatWorld.start({ link: false })
    await linkOnDiscord(chat.world, chat.admin, chat.world.hub.owner)
    const page = await browser.visit(chat.world.hub, { as: chat.world.hub.owner, path: '/settings/links' })
    await page.getByText('No channel is linked yet.').waitFor()
    await page.getByRole('combobox', { name: 'Channel', exact: true }).click()
    await page.getByRole('option', { name: '#deutsch (Discord, Edge ML)' }).click()
    await page.getByLabel('Language', { exact: true }).selectOption('de')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    const language = page.getByLabel('Language of #deutsch')
    await expect.poll(() => language.inputValue(), SOON).toBe('de')
    await vi.waitFor(async () => expect(await chat.links()).toMatchObject([{ state: 'active', language: 'de' }]), SOON)

    await language.selectOption('as-written')
    await vi.waitFor(async () => expect(await chat.links()).toMatchObject([{ language: 'as-written' }]), SOON)
    // A channel that cannot be reached any more is named, with what to do.
    chat.german.botMay = { view: true, send: false, webhooks: false }
    await chat.say('Can you hear me?')
    await vi.waitFor(async () => expect(await chat.world.paused()).toHaveLength(1), SOON)
    await page.reload()
    const paused = page.getByRole('status', { name: 'Cannot be reached' })
    await paused.getByText('Discord, #deutsch').waitFor()
    await paused.getByRole('button', { name: 'Send again' }).waitFor()
    await page.getByRole('button', { name: 'Unlink #deutsch' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No channel is linked yet.').waitFor()
    expect(await chat.links()).toEqual([])
  })
})
