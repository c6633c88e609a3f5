import { expect } from '@playwright/test'
import { test } from 'vitest'
import { coffeeEndpoints } from '../../shared/coffee.ts'
import { profileEndpoints, profileInput } from '../../shared/profiles.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { useBrowser, PHONE } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('events, directory and coffee', () => {
  const browser = useBrowser()

  test('an event is planned, found in the inbox, answered on a phone, changed, and one date of it called off', async () => {
    await using hub = await startHub()
    const mia = await hub.createMember({ name: 'Mia' })
    await mia.api.call(profileEndpoints.save, {
      params: { communityId: hub.communityId },
      body: profileInput.parse({ timeZone: 'Asia/Tokyo', languages: ['en'] }),
    })
    const host = await browser.visit(hub, { as: hub.owner, path: '/inbox' })
    await host.getByRole('link', { name: 'Events', exact: true }).click()
    await expect(host.getByRole('heading', { name: 'Nothing is planned' })).toBeVisible()
    await host.getByRole('link', { name: 'New event' }).click()
    await host.getByLabel('Title').fill('Demo night')
    await host.getByLabel('Description').fill('See **all** of it')
    await host.getByLabel(/^Start/).fill('2099-03-30T18:00')
    await expect(host.getByLabel(/^End/)).toHaveValue('2099-03-30T19:00')
    await host.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin')
    await host.getByRole('option', { name: 'Europe/Berlin' }).click()
    await host.getByLabel('Link to the meeting').fill('https://meet.example.org/demo')
    await host.getByLabel('Places (empty: any number)').fill('1')
    await expectAccessible(host)
    await host.getByRole('button', { name: 'Invite', exact: true }).click()
    await expect(host.getByRole('heading', { name: 'Demo night' })).toBeVisible()
    await expect(host.getByText('All members · invited by Olivia Owner')).toBeVisible()

    const phone = await browser.visit(hub, { as: mia, path: '/inbox', size: PHONE, scheme: 'dark' })
    await phone.getByRole('link', { name: 'Event: Demo night' }).click()
    // Her clock first, then the author's.
    await expect(
      phone.getByText('March 31, 2099 at 1:00 AM (Asia/Tokyo) · Mon 6:00 PM (Europe/Berlin)').first(),
    ).toBeVisible()
    await phone.getByRole('button', { name: 'Going', exact: true }).click()
    await expect(phone.getByText('Going: 1 · maybe: 0 · 0 places left')).toBeVisible()
    await expectAccessible(phone)

    await host.getByRole('link', { name: 'Edit' }).click()
    await host.getByLabel('Title').fill('Demo night, twice')
    await host.getByRole('combobox', { name: 'Repeat' }).click()
    await host.getByRole('option', { name: 'Every week' }).click()
    await host.getByLabel('Last day (if any)').fill('2099-04-06')
    await host.getByRole('button', { name: 'Change it everywhere' }).click()
    const dates = host.getByRole('region', { name: 'Next dates' })
    await expect(dates.getByRole('listitem')).toHaveCount(2)
    await dates.getByRole('button', { name: 'Call off this date' }).first().click()
    await host.getByRole('dialog').getByRole('button', { name: 'Call off this date' }).click()
    await expect(dates.getByRole('listitem')).toHaveCount(1)
    await phone.goto(`${hub.hub.publicUrl}/inbox`)
    await expect(phone.getByText(/Cancelled: .*2099/).first()).toBeVisible()

    await host.goto(`${hub.hub.publicUrl}/events`)
    await host.getByRole('button', { name: 'Make an address' }).click()
    await expect(host.getByLabel('Secret address')).toHaveValue(/\/api\/calendars\/[\w-]{43}\/events\.ics$/)
    await host.getByText('Month', { exact: true }).click()
    await expect(host.getByText('Nothing in this month.')).toBeVisible()
  })

  test('members are found by what they chose to show, and take part in virtual coffee', async () => {
    await using hub = await startHub()
    const params = { communityId: hub.communityId }
    const mia = await hub.createMember({ name: 'Mia' })
    const body = profileInput.parse({ skills: [{ name: 'Core ML' }], timeZone: 'UTC', languages: ['en', 'es'] })
    await mia.api.call(profileEndpoints.save, { params, body })
    const hers = await browser.visit(hub, { as: mia, path: '/profile' })
    await hers.getByLabel('My skills').check()
    await hers.getByLabel('A link to your work').fill('https://mia.example.org')
    await hers.getByLabel('My link').check()
    await hers.getByRole('button', { name: 'Save profile' }).click()
    await expect(hers.getByRole('button', { name: 'Save profile' })).toBeDisabled()

    const phone = await browser.visit(hub, { as: hub.owner, path: '/members', size: PHONE, scheme: 'dark' })
    await phone.getByRole('link', { name: 'Find people' }).click()
    await expect(phone.getByText('2 members.')).toBeVisible()
    await phone.getByLabel('Name, skill or role').fill('core')
    await expect(phone.getByText('1 member.')).toBeVisible()
    const card = phone.getByRole('listitem').filter({ has: phone.getByRole('heading', { name: 'Mia' }) })
    await expect(card).toContainText('Core ML')
    await expect(card.getByRole('link', { name: 'mia.example.org' })).toBeVisible()
    await expect(card).not.toContainText('UTC')
    await phone.getByRole('combobox', { name: 'Language' }).click()
    await expect(phone.getByText('Nothing found. Try another word, or fewer.')).toBeVisible()
    await phone.keyboard.press('Escape')
    await expectAccessible(phone)

    await phone.goto(`${hub.hub.publicUrl}/coffee`)
    await phone.getByLabel('Bring members together once a month').check()
    await phone.getByRole('button', { name: 'Save' }).click()
    await expect(phone.getByText(/Next round: .*0 members take part/)).toBeVisible()
    await hers.goto(`${hub.hub.publicUrl}/coffee`)
    await hers.getByLabel('I take part').check()
    await expect(hers.getByText(/1 member takes part/)).toBeVisible()
    await hers.getByRole('combobox', { name: 'In these languages only' }).press('ArrowDown')
    await hers.getByRole('option', { name: 'Spanish' }).click()
    await expect
      .poll(async () => (await mia.api.call(coffeeEndpoints.read, { params })).mine)
      .toMatchObject({ on: true, languages: ['es'] })
    await hers.keyboard.press('Escape')
    await expectAccessible(hers)
  })
})
