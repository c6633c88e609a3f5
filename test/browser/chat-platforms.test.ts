import { test, vi } from 'vitest'
import { platformRoleEndpoints } from '../../shared/platform-roles.ts'
import { BotWorld, card, discordChannel, NEEDED_PERMISSIONS } from '../bots/bot-world.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'

const SOON = { timeout: 15_000, interval: 50 }

describeBrowser('chat platforms', () => {
  const browser = useBrowser()

  test('an admin is led through Discord and Slack, maps a role, and is told when the bot is removed', async () => {
    await using world = await BotWorld.start({ run: ['discord'] })
    const { hub, discord } = world
    discord.addRole('Regulars')
    const guild = discord.joinGuild('Mobile Vision')
    await vi.waitFor(async () => {
      expect((await world.status('discord'))?.workspaces.map(({ name }) => name)).toContain('Mobile Vision')
    }, SOON)
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings/setup' })
    const onDiscord = page.getByRole('region', { name: 'Discord' })
    await expect(onDiscord).toContainText('Connected')
    await onDiscord.getByText('Set it up step by step').click()
    const invite = new URL(await onDiscord.getByRole('textbox', { name: 'Invite link' }).inputValue())
    expect(invite.searchParams.get('permissions')).toBe(NEEDED_PERMISSIONS)

    const onSlack = page.getByRole('region', { name: 'Slack' })
    const download = onSlack.getByRole('link', { name: 'Download' })
    const manifest = async () => decodeURIComponent((await download.getAttribute('href')) ?? '')
    expect(await manifest()).toContain('"socket_mode_enabled": true')
    await expect(onSlack).toContainText('SLACK_APP_TOKEN')
    await onSlack.getByText('HTTP', { exact: true }).click()
    await expect(onSlack).toContainText('SLACK_SIGNING_SECRET')
    await expect.poll(manifest).toContain(`${hub.hub.publicUrl}/slack/events`)
    await expect(onSlack.getByRole('textbox', { name: 'Install link' })).toHaveValue(
      `${hub.hub.publicUrl}/slack/install`,
    )

    const roles = page.getByRole('region', { name: 'Roles from chat' })
    await roles.getByRole('combobox', { name: 'Role or group' }).click()
    await page.getByRole('option', { name: /^Regulars/ }).click()
    await roles.getByRole('button', { name: 'Add' }).click()
    await expect(roles).toContainText('Regulars (Discord) → Member')
    const params = { communityId: hub.communityId }
    const mappings = async () => (await hub.owner.api.call(platformRoleEndpoints.list, { params })).mappings
    expect(await mappings()).toMatchObject([{ roleName: 'Regulars', grants: 'member' }])
    await roles.getByRole('button', { name: 'Remove Regulars' }).click()
    await expect(roles).not.toContainText('→')
    expect(await mappings()).toEqual([])

    discord.kickBot(guild)
    await page.getByRole('link', { name: /Inbox/ }).first().click()
    await expect(page.getByRole('link', { name: 'Needs your attention: Mobile Vision' })).toBeVisible()
    const german = await browser.visit(hub, { as: hub.owner, path: '/inbox', locale: 'de-DE' })
    await expect(german.getByText('Der Bot wurde entfernt.')).toBeVisible()
  })

  test('a message that was refused shows why and its history, and is sent again from the page', async () => {
    await using world = await BotWorld.start({ run: ['discord'] })
    const { hub, discord } = world
    const quiet = discord.state.addChannel(discord.guild, 'quiet', { view: true, send: false })
    await world.enqueue(discordChannel(quiet.id, discord.guild.id), card({ score: null }))
    await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'dead' }]), SOON)
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings/deliveries' })
    const row = page.getByRole('row', { name: /Embedded vision engineer/ })
    await expect(row).toContainText('Given up')
    await row.getByRole('button', { name: 'History' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Refused for good.' })).toBeVisible()

    quiet.botMay.send = true
    await row.getByRole('button', { name: 'Send again' }).click()
    await vi.waitFor(() => expect(discord.messagesIn(quiet)).toHaveLength(1), SOON)
    await page.reload()
    await expect(row).toContainText('Sent')
    await row.getByRole('button', { name: 'History' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Sent again.' })).toBeVisible()
  })
})
