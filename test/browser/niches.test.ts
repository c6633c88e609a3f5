import { test } from 'vitest'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { BotWorld } from '../bots/bot-world.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { expect, useBrowser, PHONE } from '../helpers/browser.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('niches and clients', () => {
  const browser = useBrowser()

  test('an admin makes a niche; who joins it sees its gig early, until a moderator opens it and it comes into a channel', async () => {
    await using world = await BotWorld.start({ run: ['discord'] })
    const { hub, discord } = world
    const member = await hub.createMember({ name: 'Ines' })
    await saveProfile(hub, member)
    const admin = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await admin.getByRole('link', { name: 'Niches' }).click()
    await admin.getByRole('button', { name: 'Add a niche' }).click()
    const form = admin.getByRole('dialog', { name: 'Add a niche' })
    await form.getByLabel('Name').fill('Edge ML')
    await form.getByLabel('What it is about').fill('Models that run where the data is.')
    await form.getByLabel('Words').fill('on-device')
    await form.getByLabel('Words').press('Enter')
    await form.getByRole('button', { name: 'Add a niche' }).click()
    await expect(admin.getByRole('heading', { name: 'Edge ML' })).toBeVisible()
    await expect(admin.getByText('members see gigs 24 hours before others')).toBeVisible()
    await expectAccessible(admin)
    await expect.poll(async () => (await world.status('discord'))?.state).toBe('connected')
    await admin.getByRole('button', { name: 'More for Edge ML' }).click()
    await admin.getByRole('menuitem', { name: 'Edit the niche' }).click()
    const edited = admin.getByRole('dialog', { name: 'Edit the niche' })
    await edited.getByRole('combobox', { name: 'Channel', exact: true }).fill('#gigs')
    await admin.getByRole('option', { name: /Discord .*#gigs/ }).click()
    await edited.getByRole('button', { name: 'Add the channel' }).click()
    const posting = edited.getByRole('combobox', { name: /Gigs in Discord .*#gigs/ })
    // Everybody reads it: what is only for members cannot be chosen.
    await expect(posting.getByRole('option')).toHaveText(['No gigs', 'Gigs, once all may see them'])
    await posting.selectOption('Gigs, once all may see them')
    await edited.getByRole('button', { name: 'Save the niche' }).click()
    await expect(admin.getByText(/^Channels: Discord .*#gigs$/)).toBeVisible()

    const phone = await browser.visit(hub, { as: member, path: '/niches', size: PHONE, scheme: 'dark' })
    await phone.getByRole('button', { name: 'Join Edge ML' }).click()
    await expect(phone.getByText('1 member')).toBeVisible()
    const gig = await hub.owner.api.call(gigPostEndpoints.post, {
      params: { communityId: hub.communityId },
      body: {
        title: 'Seagull counter',
        company: 'Halm',
        text: 'We need a full-stack developer with TypeScript and React for on-device models. 90 EUR per hour.',
      },
    })
    await phone.goto(`${hub.hub.publicUrl}/gigs`)
    const card = phone.getByRole('listitem').filter({ has: phone.getByRole('heading', { name: 'Seagull counter' }) })
    await expect(card).toContainText('for members of Edge ML')
    await expect(card).toContainText('Everybody sees it in 24 hours.')
    const inChannel = () => JSON.stringify(discord.messagesIn(discord.channel))
    expect(inChannel()).toBe('[]')
    await admin.goto(`${hub.hub.publicUrl}/gigs/${gig.id}`)
    await admin.getByRole('button', { name: 'Show it to everybody now' }).click()
    await expect(admin.getByText('Everybody sees it now.')).toBeVisible()
    await expect(card).not.toContainText('for members of Edge ML')
    await expect.poll(inChannel).toContain('Seagull counter')
    await phone.goto(`${hub.hub.publicUrl}/niches`)
    await phone.getByRole('button', { name: 'Leave Edge ML' }).click()
    await expect(phone.getByText('0 members')).toBeVisible()
    await expectAccessible(phone)
    expect(
      (await member.api.call(nicheEndpoints.list, { params: { communityId: hub.communityId } })).niches,
    ).toMatchObject([{ mine: null, keywords: ['on-device'] }])
  })

  test('who won a gig says how its client was, and a gap in the profile is asked about and filled', async () => {
    await using hub = await startHub()
    const params = { communityId: hub.communityId }
    const [client, member] = await Promise.all(['Cleo', 'Wim'].map((name) => hub.createMember({ name })))
    if (client === undefined || member === undefined) throw new Error('no members')
    await saveProfile(hub, member)
    const { id: gigId } = await client.api.call(gigPostEndpoints.post, {
      params,
      body: {
        title: 'Flood map',
        company: 'Halm',
        text: 'You need:\n- TypeScript\n- React\n- Core ML\n\n90 EUR per hour.',
      },
    })
    await member.api.call(gigEndpoints.giveFeedback, { params: { ...params, gigId }, body: { kind: 'won' } })
    const page = await browser.visit(hub, { as: member, path: `/gigs/${gigId}` })
    await expect(page.getByText(/Core ML would lift this to \d+%/)).toBeVisible()
    const review = page.getByRole('form', { name: 'How was it with Halm?' })
    await review.getByLabel('4 of 5').press('Space')
    await review.getByText('on time').click()
    await review.getByLabel('In words').fill('Clear, and paid at once.')
    await expectAccessible(page)
    await review.getByRole('button', { name: 'Save the review' }).click()
    await expect(page.getByText('4 of 5, by 1 member')).toBeVisible()
    await expect(page.getByText('Paid on time: 1 of 1')).toBeVisible()

    const theirs = await browser.visit(hub, { as: client, path: `/gigs/${gigId}` })
    await expect(theirs.getByRole('form', { name: 'How did Wim work?' })).toBeVisible()
    await theirs.getByRole('button', { name: 'Answer' }).click()
    await theirs.getByLabel('Your answer').fill('Any time again.')
    await theirs.getByRole('button', { name: 'Answer' }).click()
    await expect(theirs.getByText('Answer: Any time again.')).toBeVisible()

    await page.goto(`${hub.hub.publicUrl}/profile`)
    const questions = page.getByRole('region', { name: 'Quick questions' })
    await expect(questions).toContainText('Do you know Core ML? 1 gig asks for it.')
    await questions.getByRole('group', { name: 'Core ML' }).getByRole('button', { name: 'I work with it' }).click()
    await expect(questions).toBeHidden()
    await page.getByRole('button', { name: 'Save profile' }).click()
    await page.goto(`${hub.hub.publicUrl}/gigs/${gigId}`)
    await expect(page.getByText('3 of 3 skills asked for')).toBeVisible()
    const admin = await browser.visit(hub, { as: hub.owner, path: '/settings/fairness' })
    await expect(admin.getByRole('row', { name: /Europe and Africa/ })).toContainText('too few')
    await expectAccessible(admin)
  })
})
