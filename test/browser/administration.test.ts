import { test } from 'vitest'
import { memberEndpoints } from '../../shared/members.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('running a community', () => {
  const browser = useBrowser()

  test('a token is shown once, works, and stops working when it is revoked', async () => {
    await using hub = await startHub()
    const member = await hub.createMember()
    const page = await browser.visit(hub, { as: member, path: '/settings/tokens' })
    await page.getByRole('button', { name: 'Create a token' }).click()
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Calendar')
    await page.getByRole('checkbox', { name: 'community:read' }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Create a token' }).click()
    const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue()
    const calendar = new HubApi({ baseUrl: hub.url, token: secret })
    const list = () => calendar.call(memberEndpoints.list, { params: { communityId: hub.communityId } })
    expect((await list()).members).toHaveLength(2)

    await page.getByRole('button', { name: 'Done' }).click()
    const token = page.getByRole('region', { name: 'Calendar' })
    await expect(token).toContainText('Active')
    await page.reload()
    await expect(token).toContainText(secret.slice(0, 6))
    await expect(page.getByText(secret)).toHaveCount(0)
    await token.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog', { name: 'Revoke Calendar?' }).getByRole('button', { name: 'Revoke' }).click()
    await expect(token).toContainText('Revoked')
    await expect(list()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('a community gets another name, and an owner founds a second one beside it', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings/community' })
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Edge people')
    await page.getByRole('button', { name: 'Rename' }).click()
    await expect(page.getByRole('banner').or(page.getByRole('navigation')).getByText('Edge people')).toBeVisible()
    await page.getByRole('textbox', { name: 'Name of the new community' }).fill('Vision people')
    await page.getByRole('button', { name: 'Found it' }).click()
    await page.getByRole('button', { name: 'Vision people: switch community' }).click()
    await page.getByRole('menuitem', { name: 'Edge people' }).click()
    await page.goto(`${hub.hub.publicUrl}/settings/audit`)
    await expect(page.getByText('community.renamed')).toBeVisible()
    const admin = await hub.createMember({ role: 'admin' })
    const other = await browser.visit(hub, { as: admin, path: '/settings/community' })
    await expect(other.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Edge people')
    await expect(other.getByRole('textbox', { name: 'Name of the new community' })).toHaveCount(0)
  })

  test('an invitation link is made for a role, shown once, and taken back', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    await page.getByRole('button', { name: 'Invite people' }).click()
    await page.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'Guest' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    const url = await page.getByRole('textbox', { name: 'Invitation link' }).inputValue()
    const guest = await browser.visit(hub, { expects: [/401.*\/api\/me/] })
    await guest.goto(url)
    await expect(guest.getByText('invites you as Guest')).toBeVisible()

    await page.getByRole('button', { name: 'Done' }).click()
    const invitations = page.getByRole('region', { name: 'Invitations' })
    await invitations.getByRole('button', { name: 'Revoke' }).click()
    await expect(invitations).toContainText('Revoked')
    const late = await browser.visit(hub, { expects: [/401.*\/api\/me/, /(404|410).*\/api\/invitations/] })
    await late.goto(url)
    await expect(late.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible()
  })

  test('an owner changes a role and removes a member; a member sees neither control', async () => {
    await using hub = await startHub()
    const bo = await hub.createMember({ name: 'Bo Lind' })
    await hub.createMember({ name: 'Cy Moss' })
    const page = await browser.visit(hub, { as: hub.owner, path: '/members' })
    await page.getByRole('combobox', { name: 'Role of Bo Lind' }).click()
    await page.getByRole('option', { name: 'Admin' }).click()
    await expect(page.getByText('Bo Lind is Admin now.')).toBeVisible()
    await page.getByRole('button', { name: 'Remove Cy Moss' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('row', { name: /Cy Moss/ })).toHaveCount(0)

    const dee = await hub.createMember({ name: 'Dee Fox' })
    const plain = await browser.visit(hub, { as: dee, path: '/members' })
    await expect(plain.getByRole('row', { name: /Bo Lind/ })).toContainText('Admin')
    await expect(plain.getByRole('button', { name: 'Invite people' })).toHaveCount(0)
    await expect(plain.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
    expect(bo.member.role).toBe('member')
  })

  test('who has the hub open is shown as online to the others', async () => {
    await using hub = await startHub()
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const ada = await browser.visit(hub, { as: hub.owner, path: '/members' })
    const row = ada.getByRole('row', { name: /Bo Lind/ })
    await expect(row).not.toContainText('Online')
    const visit = await browser.visit(hub, { as: bo, path: '/members' })
    await expect(row).toContainText('Online')
    await visit.close()
    await expect(row).not.toContainText('Online')
  })

  test('the setup page says which platforms are off and what to set for them', async () => {
    await using hub = await startHub()
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings' })
    const discord = page.getByRole('region', { name: 'Discord' })
    await expect(discord).toContainText('Off')
    await expect(discord).toContainText('DISCORD_TOKEN')
    const slack = page.getByRole('region', { name: 'Slack' })
    await expect(slack).toContainText('Off')
    await expect(slack).toContainText('SLACK_APP_TOKEN')
  })

  test('the audit log names who did what, for admins only', async () => {
    await using hub = await startHub()
    const member = await hub.createMember({ name: 'Bo Lind' })
    await hub.owner.api.call(memberEndpoints.setRole, {
      params: { communityId: hub.communityId, memberId: member.member.id },
      body: { role: 'guest' },
    })
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings/audit' })
    await expect(page.getByRole('row').filter({ hasText: 'member.role_changed' })).toContainText('Bo Lind')
    const guest = await browser.visit(hub, { as: member, path: '/settings/audit' })
    await expect(guest.getByRole('heading', { name: 'Chat platforms', level: 1 })).toBeVisible()
    await expect(guest.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  })
})
