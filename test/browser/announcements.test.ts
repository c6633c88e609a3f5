import { test } from 'vitest'
import { BotWorld } from '../bots/bot-world.ts'
import { PhraseBook } from '../bots/chat-world.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { expect, useBrowser, PHONE } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'

/** A point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describeBrowser('announcements', () => {
  const browser = useBrowser()

  test('one is written, translated, previewed, sent to a channel and inboxes, followed, tried again, and read in one’s language', async () => {
    await using world = await BotWorld.start({ run: [], hub: { translator: new PhraseBook() } })
    const { discord, hub } = world
    const german = discord.state.addChannel(discord.guild, 'deutsch')
    await world.startBots(['discord'])
    const mia = await hub.createMember({ name: 'Mia' })
    await expect.poll(async () => (await world.status('discord'))?.state).toBe('connected')

    const page = await browser.visit(hub, { as: hub.owner, path: '/inbox' })
    await page.getByRole('link', { name: 'Announcements', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'No announcements yet' })).toBeVisible()
    await page.getByRole('link', { name: 'New announcement' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Demo day')
    await page.getByLabel('Text', { exact: true }).fill('See **all** of it')
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByLabel('Link of button 1').fill('https://example.org/demo-day')
    await page.getByLabel('Words on button 1').fill('Sign up')
    await page.locator('input[type=file]').setInputFiles({ name: 'stage.png', mimeType: 'image/png', buffer: PNG })
    await page.getByLabel('What image 1 shows').fill('A stage')
    await page.getByRole('combobox', { name: 'Another language' }).fill('German')
    await page.getByRole('option', { name: 'German' }).click()
    await page.getByRole('button', { name: 'Translate' }).click()
    await expect(page.getByRole('group', { name: 'German' })).toContainText(
      'Machine translation from English (phrases)',
    )
    await page.getByRole('combobox', { name: 'Channel', exact: true }).fill('deutsch')
    await page.getByRole('option', { name: /deutsch/ }).click()
    await page.getByRole('button', { name: 'Add the channel' }).click()
    await page.getByRole('combobox', { name: /Language of .*deutsch/ }).fill('German')
    await page.getByRole('option', { name: 'German' }).click()
    await page.getByRole('combobox', { name: /Who is called in .*deutsch/ }).click()
    await page.getByRole('option', { name: '@here: who is online' }).click()
    await page.getByRole('button', { name: 'Save the draft' }).click()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('German', { exact: true }).click()
    await expect(preview.getByRole('figure', { name: 'Discord' })).toContainText('de(Demo day)')
    await expect(preview.getByRole('figure', { name: 'Discord' })).toContainText('@here')
    await expect(
      preview.getByRole('figure', { name: 'Discord' }).getByRole('img', { name: 'de(A stage)' }),
    ).toBeVisible()
    await expect(preview.getByRole('figure', { name: 'Slack' })).toContainText('Maschinell übersetzt')

    // Where the answer to /announce leads: the same on a page of its own, with the way to send it.
    await page.goto(`${page.url()}/preview`)
    await expect(preview.getByRole('figure', { name: 'Discord' })).toContainText('Demo day')
    await expect(page.getByRole('button', { name: 'Send now' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Edit' }).click()

    const refusal = { kind: 'answer', status: 403, body: { message: 'Missing Permissions', code: 50013 } } as const
    discord.faults.inject(new RegExp(`channels/${german.id}/messages$`), refusal, { method: 'POST' })
    await page.getByRole('button', { name: 'Send now' }).click()
    const report = page.getByRole('region', { name: 'Where it arrived' }).first()
    await expect(report.getByRole('row', { name: /deutsch/ })).toContainText('Missing Permissions')
    await expect(report).toContainText('In 1 inbox')
    await page.getByRole('button', { name: /Send to .*deutsch again/ }).click()
    await expect.poll(() => discord.messagesIn(german).map(({ pinged }) => pinged)).toEqual([['everyone']])
    await expect(report.getByRole('row', { name: /deutsch/ })).not.toContainText('Missing Permissions')
    await expectAccessible(page)

    const phone = await browser.visit(hub, { as: mia, path: '/inbox', size: PHONE, scheme: 'dark', locale: 'de-DE' })
    await phone.getByRole('link', { name: /kündigt an: Demo day/ }).click()
    await expect(phone.getByRole('heading', { name: 'de(Demo day)' })).toBeVisible()
    await expect(phone.getByRole('link', { name: 'de(Sign up)' })).toHaveAttribute(
      'href',
      'https://example.org/demo-day',
    )
    await expect(phone.getByRole('img', { name: 'de(A stage)' })).toBeVisible()
    await expect(phone.getByText('See all of it', { exact: true })).toHaveCount(0)
    await phone.getByRole('button', { name: 'Neben dem Original' }).click()
    await expect(phone.getByText('See all of it', { exact: true })).toBeVisible()
    await expectAccessible(phone)

    // She has them together from now on, and is told that there is no way yet to bring them to her.
    await phone.goto(`${hub.hub.publicUrl}/settings/notifications`)
    const digest = phone.getByRole('region', { name: 'Überblick' })
    await digest.getByLabel('Ankündigungen').check()
    await expect(digest).toContainText('Der nächste kommt am')
    await expect(digest).toContainText('bist du nicht erreichbar')

    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await expect.poll(() => discord.messagesIn(german).length).toBe(0)
  })
})
