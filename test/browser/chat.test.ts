import { expect } from '@playwright/test'
import { test } from 'vitest'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('a chat room', () => {
  const browser = useBrowser()

  test('an admin opens it, and messages show live on both sides', async () => {
    await using hub = await startHub()
    const ada = await browser.visit(hub, { as: hub.owner, path: '/chat' })
    await ada.getByRole('button', { name: 'New room' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('harbour')
    await ada.getByRole('textbox', { name: 'What it is about' }).fill('Who sails when')
    await ada.getByRole('button', { name: 'Open the room' }).click()
    await expect(ada.getByRole('heading', { name: 'harbour', level: 1 })).toBeVisible()

    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: '/chat' })
    await expect(bo.getByText('Nobody has written in harbour yet.')).toBeVisible()
    await ada.getByRole('textbox', { name: 'Message to harbour' }).fill('High tide at nine')
    await ada.keyboard.press('Enter')
    await expect(bo.getByRole('log', { name: 'Messages' })).toContainText('High tide at nine')
    await bo.getByRole('textbox', { name: 'Message to harbour' }).fill('I bring <b>ropes</b>')
    await bo.getByRole('button', { name: 'Send' }).click()
    await expect(ada.getByRole('log', { name: 'Messages' })).toContainText('I bring <b>ropes</b>')
    await expect(ada.getByRole('listitem').filter({ hasText: 'ropes' })).toHaveCount(1)
    await expect(ada.getByRole('listitem').filter({ hasText: 'ropes' })).toContainText('Bo Lind')
  })

  test('what comes in while one is elsewhere is counted in the sidebar until one looks', async () => {
    await using hub = await startHub()
    const room = await hub.owner.api.call(roomEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { name: 'harbour' },
    })
    const page = await browser.visit(hub, { as: await hub.createMember(), path: '/members' })
    await expect(page.getByRole('row', { name: /\(you\)/ })).toContainText('Online')
    await hub.owner.api.call(roomMessageEndpoints.post, {
      params: { roomId: room.id },
      body: { text: 'Storm tonight' },
    })
    const chat = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' })
    await expect(chat).toContainText('1 new')
    await chat.click()
    await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Storm tonight')
    await expect(chat).not.toContainText('new')
  })

  test('a message that cannot be sent stays, says why, and is sent again on request', async () => {
    await using hub = await startHub()
    await hub.owner.api.call(roomEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { name: 'harbour' },
    })
    const page = await browser.visit(hub, {
      as: hub.owner,
      path: '/chat',
      expects: [/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/],
    })
    await page.getByRole('textbox', { name: 'Message to harbour' }).fill('Fog')
    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Not sent. You are offline.')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('listitem').filter({ hasText: 'Fog' })).toContainText('Olivia Owner')
  })
})
