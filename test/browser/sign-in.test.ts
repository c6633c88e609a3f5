import { test } from 'vitest'
import { memberEndpoints } from '../../shared/members.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

const NOBODY_YET = [/401.*\/api\/me/]

async function invitationPath(hub: TestHub): Promise<string> {
  const { url } = await hub.owner.api.call(memberEndpoints.invite, {
    params: { communityId: hub.communityId },
    body: { role: 'member' },
  })
  return new URL(url).pathname
}

describeBrowser('signing in', () => {
  const browser = useBrowser()

  test('the one-time link signs in, once', async () => {
    await using hub = await startHub()
    const link = await hub.hub.auth.oneTimeSignInLink(hub.owner.email)
    const page = await browser.visit(hub)
    await page.goto(link)
    await expect(page.getByRole('button', { name: 'Olivia Owner: account menu' })).toBeVisible()

    const stranger = await browser.visit(hub, { expects: NOBODY_YET })
    await stranger.goto(link)
    await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(stranger.getByRole('alert')).toContainText('was used already or has expired')
  })

  test('an invitation leads to an account with a password, which signs in again later', async () => {
    await using hub = await startHub()
    // What is on its way when one signs out is turned away.
    const page = await browser.visit(hub, { path: await invitationPath(hub), expects: [/401/] })
    await expect(page.getByRole('heading', { name: 'Join Test community' })).toBeVisible()
    await expect(page.getByText('Olivia Owner invites you as Member.')).toBeVisible()
    await page.getByLabel('Your name').fill('Noor Haddad')
    await page.getByLabel('E-mail').fill('noor@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Sign up and join' }).click()

    // The page that one joins into loads anew, which closes a menu that was opened before.
    await expect(async () => {
      await page.getByRole('button', { name: 'Noor Haddad: account menu' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click({ timeout: 2_000 })
    }).toPass()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

    await page.getByLabel('E-mail').fill('noor@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Noor Haddad: account menu' })).toBeVisible()
  })

  test('who is signed in already joins with one press', async () => {
    await using hub = await startHub()
    const { community } = await hub.hub.members.found('Second community', {
      accountId: hub.owner.accountId,
      name: 'Olivia Owner',
    })
    const other = await hub.createMember({ name: 'Ada', communityId: community.id })
    const page = await browser.visit(hub, { as: other, path: await invitationPath(hub) })
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('button', { name: /: switch community$/ }).click()
    await expect(page.getByRole('menuitem', { name: 'Test community' })).toBeVisible()
  })

  test('a wrong password is refused in words, and the page asked for opens after the right one', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, {
      path: await invitationPath(hub),
      // A page that the browser knows is shown, and asks, before the hub has said that the session is over.
      expects: [/401.*\/api\//],
    })
    await page.getByLabel('Your name').fill('Noor Haddad')
    await page.getByLabel('E-mail').fill('noor@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Sign up and join' }).click()
    await expect(page.getByRole('button', { name: 'Noor Haddad: account menu' })).toBeVisible()
    await page.context().clearCookies()

    await page.goto(`${hub.hub.publicUrl}/members`)
    await page.getByLabel('E-mail').fill('noor@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('not my password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('Invalid email or password')

    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible()
  })

  test('an invitation that was taken back says so', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, {
      path: '/join/there-is-no-such-code',
      expects: [...NOBODY_YET, /404.*\/api\/invitations/],
    })
    await expect(page.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible()
  })
})
