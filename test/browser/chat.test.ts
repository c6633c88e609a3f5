import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { type RoomMessage, roomMessageEndpoints } from '../../shared/room-messages.ts'
import { type Room, roomEndpoints } from '../../shared/rooms.ts'
import { searchEndpoints } from '../../shared/search.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'

async function openRoom(hub: TestHub, name = 'harbour'): Promise<Room> {
  return await hub.owner.api.call(roomEndpoints.create, { params: { communityId: hub.communityId }, body: { name } })
}

async function say(member: TestMember, { id: roomId }: Room, text: string, more: object = {}): Promise<RoomMessage> {
  return await member.api.call(roomMessageEndpoints.post, { params: { roomId }, body: { text, ...more } })
}

const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const message = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text })
const field = (page: Page) => page.getByRole('textbox', { name: 'Message to harbour' })

describeBrowser('a chat room', () => {
  const browser = useBrowser()

  test('an admin opens it, and two talk live: mentions, reactions, edits by the arrow up, threads, deletion', async () => {
    await using hub = await startHub()
    const ada = await browser.visit(hub, { as: hub.owner, path: '/chat' })
    await ada.getByRole('button', { name: 'New room' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('harbour')
    await ada.getByRole('textbox', { name: 'What it is about' }).fill('Who sails when')
    await ada.getByRole('button', { name: 'Open the room' }).click()
    await expect(ada.getByRole('heading', { name: 'harbour', level: 1 })).toBeVisible()

    const bo = await browser.visit(hub, { as: await hub.createMember({ name: 'Bo Lind' }), path: '/chat' })
    await expect(bo.getByText('Nobody has written in harbour yet.')).toBeVisible()
    await field(ada).fill('High tide at **nine**')
    await ada.keyboard.press('Enter')
    await expect(log(bo).locator('strong', { hasText: 'nine' })).toBeVisible()
    await field(bo).pressSequentially('I bring <b>ropes</b>, @oli')
    await expect(ada.getByText('Bo Lind is writing…')).toBeVisible()
    await bo.getByRole('option', { name: 'Olivia Owner' }).click()
    await bo.getByRole('button', { name: 'Send' }).click()
    await expect(message(ada, '<b>ropes</b>, @Olivia Owner')).toHaveCount(1)
    await expect(message(ada, '<b>ropes</b>')).toContainText('Bo Lind')

    // The arrow up edits the last of one's own; Escape leaves it.
    await field(bo).press('ArrowUp')
    const edit = bo.getByRole('textbox', { name: 'Edit the message' })
    await expect(edit).toHaveValue('I bring <b>ropes</b>, @Olivia Owner')
    await edit.press('Escape')
    await expect(field(bo)).toBeFocused()
    await field(bo).press('ArrowUp')
    await edit.fill('I bring sails')
    await edit.press('Enter')
    await expect(message(ada, 'I bring sails')).toContainText('edited')

    // From message to message by the arrows, to its buttons by Tab.
    await log(ada).focus()
    await ada.keyboard.press('ArrowUp')
    await expect(message(ada, 'I bring sails')).toBeFocused()
    await message(ada, 'I bring sails').getByRole('button', { name: 'React' }).press('Enter')
    await ada.getByRole('button', { name: '🎉' }).click()
    await bo.getByRole('button', { name: '🎉 1: Olivia Owner' }).click()
    await expect(ada.getByRole('button', { name: '🎉 2: Olivia Owner, Bo Lind' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )

    await message(bo, 'High tide').hover()
    await message(bo, 'High tide').getByRole('button', { name: 'Open the thread' }).click()
    const thread = bo.getByRole('complementary', { name: 'Thread' })
    await thread.getByRole('textbox', { name: 'Reply in the thread' }).fill('And at Sule?')
    await bo.keyboard.press('Enter')
    await expect(thread.getByText('And at Sule?')).toBeVisible()
    await ada.getByRole('button', { name: '1 reply' }).click()
    await expect(ada.getByRole('log', { name: 'Thread' })).toContainText('And at Sule?')

    await message(ada, 'I bring sails').hover()
    await ada.getByRole('button', { name: 'More' }).click()
    await ada.getByRole('menuitem', { name: 'Delete' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(log(bo)).toContainText('Deleted by Olivia Owner')
    await expect(message(ada, 'Deleted by')).toHaveCount(0)
  })

  test('a member opens a private room, invites to it, hears what is new in its threads, and all may leave it', async () => {
    await using hub = await startHub()
    const [bo, cy] = [await hub.createMember({ name: 'Bo Lind' }), await hub.createMember({ name: 'Cy Moss' })]
    const page = await browser.visit(hub, { as: bo, path: '/chat' })
    await page.getByRole('button', { name: 'New room' }).first().click()
    await expect(page.getByRole('switch', { name: 'Private room' })).toBeChecked()
    await page.getByRole('textbox', { name: 'Name' }).fill('cellar')
    await page.getByRole('button', { name: 'Open the room' }).click()
    const inside = page.getByRole('region', { name: 'Who is in this room' })
    await inside.getByRole('combobox', { name: 'Invite members' }).fill('Cy')
    await page.getByRole('option', { name: 'Cy Moss' }).click()
    await inside.getByRole('button', { name: 'Invite' }).click()
    await expect(inside.getByRole('listitem').filter({ hasText: 'Cy Moss' })).toHaveCount(1)
    const glossary = page.getByRole('region', { name: 'Glossary' })
    await glossary.getByRole('textbox', { name: 'Term' }).fill('truffle')
    await glossary.getByRole('button', { name: 'Add term' }).click()
    await expect(glossary.getByRole('listitem')).toContainText('Stays as it is')
    await page.getByRole('link', { name: 'Back to the room' }).click()

    const other = await browser.visit(hub, { as: cy, path: '/chat' })
    await expect(other.getByRole('heading', { name: 'cellar', level: 1 })).toBeVisible()
    const stranger = await browser.visit(hub, { as: hub.owner, path: '/chat' })
    await expect(stranger.getByText('No rooms yet')).toBeVisible()
    await page.getByRole('textbox', { name: 'Message to cellar' }).fill('Where is it?')
    await page.keyboard.press('Enter')
    await message(other, 'Where is it?').hover()
    await message(other, 'Where is it?').getByRole('button', { name: 'Open the thread' }).click()
    await other.getByRole('textbox', { name: 'Reply in the thread' }).fill('Below')
    await other.keyboard.press('Enter')
    await expect(message(page, 'Where is it?')).toContainText('1 new')
    await page.getByRole('button', { name: '1 thread with new replies' }).click()
    await page.getByRole('complementary').getByRole('link', { name: 'Where is it?' }).click()
    await expect(page.getByRole('log', { name: 'Thread' })).toContainText('Below')
    await expect(page.getByRole('button', { name: 'Threads that I follow' })).toBeVisible()

    await other.getByRole('link', { name: 'Room settings' }).click()
    await other.getByRole('button', { name: 'Leave the room' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Leave the room' }).click()
    await expect(other.getByText('No rooms yet')).toBeVisible()
    await expect(stranger.getByText('No rooms yet')).toBeVisible()
  })

  test('each reads in their own language, the original one press away, and hears why where that cannot be', async () => {
    await using model = await startOpenAiStandin()
    model.known.set('The harbour is closed on Friday because of the storm.', {
      de: 'Der Hafen ist am Freitag wegen des Sturms geschlossen.',
    })
    await using hub = await startHub({
      env: {
        OPENAI_BASE_URL: model.url,
        OPENAI_API_KEY: 'key',
        OPENAI_MODEL: 'tide-1',
        APERTIUM_MODES: '/nonexistent',
      },
    })
    const room = await openRoom(hub)
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const german = await browser.visit(hub, { as: bo, path: '/chat', locale: 'de-DE' })
    const english = await browser.visit(hub, { as: hub.owner, path: '/chat' })
    await expect(german.getByText('Noch niemand')).toBeVisible()
    await field(english).fill('The harbour is closed on Friday because of the storm.')
    await english.keyboard.press('Enter')

    const shown = german.getByRole('listitem').filter({ hasText: 'Olivia Owner' })
    await expect(shown).toContainText('Der Hafen ist am Freitag wegen des Sturms geschlossen.')
    await expect(shown).toContainText('Maschinell übersetzt aus: Englisch · tide-1')
    await shown.getByRole('button', { name: 'Original zeigen' }).click()
    await expect(shown).toContainText('The harbour is closed on Friday')
    await expect(message(english, 'The harbour is closed')).not.toContainText('Machine translation')
    // It is found by the words in which it is read.
    const found = async (q: string) => {
      const query = { q, kind: 'message', room: room.id, limit: 5 } as const
      return (await bo.api.call(searchEndpoints.search, { params: { communityId: hub.communityId }, query })).hits
        .length
    }
    await expect.poll(() => found('hafen sturms')).toBe(1)
    expect(await found('harbour storm')).toBe(1)

    // An edit is translated again; who asks for all as it was written gets it so, also after a reload.
    await field(english).press('ArrowUp')
    await english
      .getByRole('textbox', { name: 'Edit the message' })
      .fill('The harbour is open again on Saturday morning.')
    await english.keyboard.press('Enter')
    // The original of before was on the page: without it, the edit has come.
    await expect(shown).not.toContainText('closed on Friday')
    await expect(shown).toContainText('Maschinell übersetzt')
    await expect(shown).not.toContainText('Hafen ist am Freitag')
    expect(await found('hafen sturms')).toBe(0)
    await german.getByRole('button', { name: /Gelesen in/ }).click()
    await german.getByRole('combobox', { name: 'In diesem Raum' }).click()
    await german.getByRole('option', { name: 'Wie geschrieben' }).first().click()
    await expect(shown).toContainText('The harbour is open again on Saturday morning.')
    await german.reload()
    await expect(shown).toContainText('The harbour is open again on Saturday morning.')
    await expect(shown).not.toContainText('übersetzt')

    // Of one who reads in another language now, the same hub asks the model once per message and language.
    model.faults.push(...Array.from({ length: 6 }, () => ({ kind: 'status' as const, status: 500 })))
    await english.getByRole('button', { name: /Reading in/ }).click()
    await english.getByRole('combobox', { name: 'In this room' }).click()
    await english.getByRole('option', { name: 'Spanish' }).click()
    await english.keyboard.press('Escape')
    await say(bo, room, 'Der Hafen ist am Montag wieder für alle Boote geöffnet.')
    const failed = message(english, 'Der Hafen ist am Montag')
    await expect(failed).toContainText('Not translated: the engine does not answer.', { timeout: 20_000 })
    model.faults.length = 0
    await failed.getByRole('button', { name: 'Try again' }).click()
    const translated = message(english, 'Machine translation from German · tide-1')
    await expect(translated).toHaveCount(1)

    // Better words of who decides are what everybody reads.
    await translated.hover()
    await translated.getByRole('button', { name: 'Suggest better words' }).click()
    await translated.getByRole('textbox', { name: 'Better translation' }).fill('El puerto abre el lunes.')
    await translated.getByRole('button', { name: 'Send' }).click()
    const better = message(english, 'El puerto abre el lunes.')
    await expect(better).toContainText('approved by a member')

    // So is what one answers.
    await better.hover()
    await better.getByRole('button', { name: 'Reply' }).click()
    await field(english).fill('Thank you')
    await english.keyboard.press('Enter')
    await expect(english.getByRole('link', { name: 'Bo Lind El puerto abre el lunes.' })).toBeVisible()
  })

  test('what was missed is counted in the sidebar, one is led to it and to what a link or a search names', async () => {
    await using hub = await startHub()
    const room = await openRoom(hub)
    const reader = await hub.createMember({ name: 'Bo Lind' })
    const first = await say(hub.owner, room, 'The very first entry')
    const page = await browser.visit(hub, { as: reader, path: '/members' })
    const chat = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' })
    await expect(chat).toContainText('1 new')
    for (let n = 1; n <= 70; n += 1) await say(hub.owner, room, `Entry ${n}`)
    await expect(chat).toContainText('71 new')
    await chat.click()
    await expect(log(page)).toContainText('Entry 70')
    await expect(chat).not.toContainText('new')
    await page.getByRole('button', { name: '71 unread messages' }).click()
    await expect(page.getByText('The very first entry')).toBeInViewport()
    await page.getByRole('button', { name: 'To the latest' }).click()
    await expect(page.getByText('Entry 70')).toBeInViewport()

    // Earlier ones come as one scrolls up, and what one reads stays where it is.
    await log(page).evaluate((element) => element.scrollTo({ top: 0 }))
    await expect(page.getByText('Entry 20', { exact: true })).toBeAttached()
    await expect(page.getByText('The very first entry')).toBeAttached()

    await page.getByRole('button', { name: 'Search harbour' }).click()
    await page.getByRole('textbox', { name: 'Search harbour' }).fill('very first')
    await page
      .getByRole('complementary')
      .getByRole('link', { name: /The very first entry/ })
      .click()
    await expect(page).toHaveURL(new RegExp(`message=${first.id}`))
    await expect(page.getByRole('listitem').filter({ hasText: 'The very first entry' })).toBeInViewport()
  })

  test('on a phone a picture is sent and a thread lies over the room; without the hub a message waits for it', async () => {
    await using hub = await startHub()
    const room = await openRoom(hub)
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const root = await say(bo, room, 'Pictures, please')
    for (let n = 1; n <= 30; n += 1) await say(bo, room, `Answer ${n}`, { threadId: root.id })
    const page = await browser.visit(hub, {
      as: hub.owner,
      path: `/chat/${room.id}`,
      size: PHONE,
      expects: [/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /WebSocket connection to .* failed/],
    })
    const picture = await page.screenshot()
    await page.route('**/api/rooms/*/files*', (route) => route.abort(), { times: 1 })
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([{ name: 'deck.png', mimeType: 'image/png', buffer: picture }])
    await page.getByRole('button', { name: 'Try again' }).tap()
    await expect(page.getByRole('button', { name: 'Remove deck.png' })).toBeVisible()
    await page.getByRole('button', { name: 'Send' }).tap()
    await expect(page.getByRole('img', { name: 'deck.png' })).toHaveJSProperty('complete', true)

    await message(page, 'Pictures, please').tap()
    await page.getByRole('button', { name: 'Open the thread' }).tap()
    await expect(page).toHaveURL(new RegExp(`thread=${root.id}`))
    await expect(page.getByRole('complementary', { name: 'Thread' })).toBeInViewport({ ratio: 0.9 })
    await expect(page.getByText('Answer 30')).toBeInViewport()
    await expect(page.getByRole('textbox', { name: 'Reply in the thread' })).toBeInViewport()
    await page.getByRole('button', { name: 'Close the thread' }).tap()
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(PHONE.width)

    await page.context().setOffline(true)
    for (const words of ['Fog', 'Rain', 'Sun']) {
      await field(page).fill(words)
      await page.keyboard.press('Enter')
    }
    await expect(page.getByRole('alert')).toHaveText([/Not sent yet/, /Not sent yet/, /Not sent yet/])
    await page.context().setOffline(false)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.locator('[data-message]').filter({ hasText: /Fog|Rain|Sun/ })).toContainText([
      'Fog',
      'Rain',
      'Sun',
    ])
  })
})
