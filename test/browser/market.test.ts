import { test } from 'vitest'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('market', () => {
  const browser = useBrowser()

  test('pay, gaps and a rate are shown as figures, and it says so where there are too few gigs', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/gigs' })
    await page.getByRole('link', { name: 'Market' }).click()
    await expect(page.getByRole('heading', { name: 'No gigs to look at yet' })).toBeVisible()
    for (let number = 0; number < 20; number += 1) {
      await hub.owner.api.call(gigPostEndpoints.post, {
        params: { communityId: hub.communityId },
        body: {
          title: `Senior backend developer for project ${number}`,
          text: `Harbour ${number} needs dyke ${number * 7} and sluice ${number * 13}. You need TypeScript, Node.js and Kafka. Germany only, ${80 + (number % 5) * 5} EUR per hour.`,
          company: `Firm ${number}`,
        },
      })
    }
    await saveProfile(hub, hub.owner, { roles: ['backend developer'], places: ['DE'] })
    const phone = await browser.visit(hub, { as: hub.owner, path: '/market', size: PHONE, scheme: 'dark' })
    const skills = phone.getByRole('region', { name: 'Pay by skill' })
    await expect(skills.getByRole('row', { name: /^Kafka/ })).toContainText('€85')
    await expect(phone.getByRole('region', { name: 'Pay by region' })).toContainText('Germany')
    await expect(phone.getByRole('region', { name: 'A rate for you' })).toContainText('middle of what such gigs pay')
    await expect(phone.getByRole('region', { name: 'Skills that you lack' })).toContainText('Kafka')
    await expect(phone.getByRole('region', { name: 'Rising skills' })).toContainText('Too few gigs')
    await phone.getByText('As a table, with pay').click()
    await expect(phone.getByRole('cell', { name: '€90' }).last()).toBeVisible()
    await expectAccessible(phone)
  })
})
