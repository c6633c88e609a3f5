import { expect } from '@playwright/test'
import { test } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { useBrowser, PHONE } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('moderation', () => {
  const browser = useBrowser()

  test('a message is reported, removed by an admin, appealed by its author on a phone, and given back by the owner', async () => {
    await using hub = await startHub()
    const params = { communityId: hub.communityId }
    const [admin, eve, bob] = [
      await hub.createMember({ name: 'Ada', role: 'admin' }),
      await hub.createMember({ name: 'Eve' }),
      await hub.createMember({ name: 'Bob' }),
    ]
    const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: 'lounge' } })
    const say = (text: string) => eve.api.call(roomMessageEndpoints.post, { params: { roomId }, body: { text } })
    await say('Good morning')
    await say('Buy my course')

    // What a test brings about itself: a word that is refused, and somebody who is muted.
    const reader = await browser.visit(hub, { as: bob, path: `/chat/${roomId}`, expects: [/status of 400/] })
    const message = reader.getByRole('listitem').filter({ hasText: 'Buy my course' })
    await message.hover()
    await message.getByRole('button', { name: 'More' }).click()
    await reader.getByRole('menuitem', { name: 'Report' }).click()
    const report = reader.getByRole('dialog', { name: 'Report this message' })
    await report.getByLabel('What is wrong with it').click()
    await reader.getByRole('option', { name: 'Spam' }).click()
    await report.getByLabel('In your words (optional)').fill('He sells things.')
    await report.getByRole('button', { name: 'Report' }).click()
    await expect(reader.getByText('Thank you. The moderators will look at it.')).toBeVisible()

    const moderator = await browser.visit(hub, { as: admin, path: '/members' })
    await moderator.getByRole('link', { name: 'Moderation' }).click()
    const one = moderator.getByRole('article', { name: 'By Eve' })
    await expect(one).toContainText('Buy my course')
    await expect(one.getByRole('list', { name: 'What was reported' })).toContainText('He sells things.')
    await one.getByText('What was said around it').click()
    await expect(one).toContainText('Good morning')
    await expectAccessible(moderator)
    await one.getByRole('button', { name: 'Decide' }).click()
    const decide = moderator.getByRole('dialog', { name: 'Decide about it' })
    await decide.getByRole('checkbox', { name: 'Remove it' }).check()
    await decide.getByRole('checkbox', { name: 'Mute for a time' }).check()
    await decide.getByLabel('Reason').fill('No selling in the lounge.')
    await decide.getByRole('button', { name: 'Decide' }).click()
    await expect(moderator.getByText('Nothing waits for you')).toBeVisible()
    await expect(reader.getByText('Removed by a moderator.')).toBeVisible()
    await expect(reader.getByText('Buy my course')).toHaveCount(0)

    const phone = await browser.visit(hub, {
      as: eve,
      path: `/chat/${roomId}`,
      size: PHONE,
      scheme: 'dark',
      expects: [/status of 403/],
    })
    await phone.getByRole('textbox', { name: /message/i }).fill('Hello?')
    await phone.getByRole('textbox', { name: /message/i }).press('Enter')
    await expect(phone.getByText(/A moderator muted you until/)).toBeVisible()
    await phone.getByRole('link', { name: 'Why?' }).click()
    await expect(phone.getByRole('heading', { name: 'What was decided about me' })).toBeVisible()
    const trace = phone.getByRole('article', { name: 'Removed' })
    await expect(trace).toContainText('No selling in the lounge.')
    await expect(trace).toContainText('Buy my course')
    await expectAccessible(phone)
    await trace.getByRole('button', { name: 'Appeal' }).click()
    await phone.getByLabel('Why you see it differently').fill('It is free.')
    await phone.getByRole('dialog').getByRole('button', { name: 'Appeal' }).click()
    await expect(trace).toContainText('waits')

    await moderator.goto(`${hub.hub.publicUrl}/moderation/appeals`)
    await expect(moderator.getByText('Another moderator decides this appeal')).toBeVisible()
    const owner = await browser.visit(hub, { as: hub.owner, path: '/moderation/appeals' })
    await owner.getByRole('button', { name: 'Grant it' }).click()
    await owner.getByRole('dialog').getByLabel('Reason').fill('It is free, indeed.')
    await owner.getByRole('dialog').getByRole('button', { name: 'Grant it' }).click()
    await expect(owner.getByText('No appeal waits')).toBeVisible()
    await expect(reader.getByText('Buy my course')).toBeVisible()
    await owner.getByRole('link', { name: 'Settled' }).click()
    await expect(owner.getByRole('article', { name: 'By Eve' })).toContainText('taken back')

    await owner.getByRole('link', { name: 'Blocked words' }).click()
    const words = owner.locator('form').getByLabel('Blocked words')
    await words.fill('cash')
    await words.press('Enter')
    await owner.getByRole('button', { name: 'Save' }).click()
    await expect(owner.getByText('The words are saved.')).toBeVisible()
    await reader.getByRole('textbox', { name: /message/i }).fill('Fast cash')
    await reader.getByRole('textbox', { name: /message/i }).press('Enter')
    await expect(reader.getByText('“cash” is a blocked word here.')).toBeVisible()

    // An announcement that has one waits for another admin.
    const texts = [{ language: 'en', title: 'Cash prizes', markdown: 'Win some.', labels: [] }]
    const { id } = await hub.owner.api.call(announcementEndpoints.add, {
      params,
      body: { language: 'en', mail: false, texts },
    })
    await owner.goto(`${hub.hub.publicUrl}/announcements/${id}`)
    await owner.getByRole('button', { name: 'Send now' }).click()
    await expect(owner.getByText('It has the blocked word “cash”')).toBeVisible()
    await moderator.goto(`${hub.hub.publicUrl}/moderation/held`)
    const held = moderator.getByRole('region', { name: 'Cash prizes' })
    await expect(held).toContainText('Announcement · Olivia Owner')
    await expectAccessible(moderator)
    await held.getByRole('button', { name: 'Let it pass', exact: true }).click()
    const passing = moderator.getByRole('dialog', { name: 'Let it pass' })
    await passing.getByLabel('Reason').fill('It is a prize.')
    await passing.getByRole('button', { name: 'Let it pass' }).click()
    await expect(moderator.getByText('Nothing is held')).toBeVisible()
    await reader.goto(`${hub.hub.publicUrl}/inbox`)
    await expect(reader.getByRole('link', { name: /Cash prizes/ })).toBeVisible()
  })

  test('members vouch for and refer each other; moderators read insights as charts and as tables', async () => {
    await using hub = await startHub()
    const params = { communityId: hub.communityId }
    const [ann, bob] = [await hub.createMember({ name: 'Ann' }), await hub.createMember({ name: 'Bob' })]
    const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'edge-ml' } })
    for (const { api } of [ann, bob]) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
    const gig = await hub.owner.api.call(gigPostEndpoints.post, {
      params,
      body: { title: 'Lens', text: 'We need Core ML for a lens.' },
    })

    const page = await browser.visit(hub, { as: ann, path: '/members' })
    await page.getByRole('button', { name: 'More for Bob' }).click()
    await page.getByRole('menuitem', { name: 'Vouches and reviews' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bob' })
    await dialog.getByRole('textbox', { name: 'Skill' }).fill('Core ML')
    await dialog.getByLabel('How you know (optional)').fill('We built a lens together.')
    await dialog.getByRole('button', { name: 'Vouch for a skill' }).click()
    await expect(dialog.getByRole('heading', { name: 'Core ML, vouched for by 1 in edge-ml' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('row').filter({ hasText: 'Bob' })).toContainText('1 vouch')
    await expectAccessible(page)
    await page.goto(`${hub.hub.publicUrl}/gigs/${gig.id}`)
    await page.getByRole('button', { name: 'Refer somebody' }).click()
    await page.getByRole('combobox', { name: 'Whom' }).click()
    await page.getByRole('option', { name: 'Bob' }).click()
    await page.getByRole('form', { name: 'Refer somebody' }).getByRole('button', { name: 'Refer somebody' }).click()
    await expect(page.getByText('You referred Bob.')).toBeVisible()

    const phone = await browser.visit(hub, { as: bob, path: '/inbox', size: PHONE })
    await phone.getByRole('link', { name: /Ann: Lens/ }).click()
    await expect(phone.getByText('Ann referred you.')).toBeVisible()

    const owner = await browser.visit(hub, { as: hub.owner, path: '/members', size: PHONE, scheme: 'dark' })
    await owner.getByRole('link', { name: 'Insights' }).click()
    const gigs = owner.getByRole('region', { name: 'Gigs', exact: true })
    await expect(gigs.getByRole('list')).toContainText('Shared by members1')
    await gigs.getByText('As a table').click()
    await expect(gigs.getByRole('row').last()).toContainText('100')
    await expectAccessible(owner)
    await owner.getByRole('combobox', { name: 'Of what' }).click()
    await owner.getByRole('option', { name: 'Niche edge-ml' }).click()
    await expect(owner.getByText('2 members now.')).toBeVisible()
    await expect(owner.getByRole('region', { name: 'First members who went for a gig' })).toBeVisible()
    await owner.getByText('365 days').click()
    await expect(owner.getByRole('columnheader', { name: 'Month' }).first()).toBeAttached()
  })
})
