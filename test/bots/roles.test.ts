import { expect, test, vi } from 'vitest'
import { memberEndpoints } from '../../shared/members.ts'
import { platformRoleEndpoints, type RoleMappingInput } from '../../shared/platform-roles.ts'
import type { TestHub, TestMember } from '../helpers/start-hub.ts'
import { asString } from '../standins/shapes.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }

async function roleOf({ communityId, owner }: TestHub, { member }: TestMember) {
  const { members } = await owner.api.call(memberEndpoints.list, { params: { communityId } })
  return members.find(({ id }) => id === member.id)?.role
}

async function map({ communityId, owner }: TestHub, mapping: RoleMappingInput, by = owner): Promise<void> {
  await by.api.call(platformRoleEndpoints.set, { params: { communityId }, body: mapping })
}

async function available({ communityId, owner }: TestHub) {
  return (await owner.api.call(platformRoleEndpoints.list, { params: { communityId } })).available
}

test('a role on Discord makes a member of a guest, for as long as they have it', async () => {
  let ahead = 0
  await using world = await BotWorld.start({ run: ['discord'], hub: { now: () => Date.now() + ahead } })
  const { guild, channel } = world.discord
  const roleId = world.discord.addRole('Regulars')
  const guest = await world.hub.createMember({ role: 'guest' })
  const gus = world.discord.person('gus')
  await linkOnDiscord(world, gus, guest)
  const mapping = {
    platform: 'discord',
    workspaceId: guild.id,
    roleId,
    roleName: 'Regulars',
    grants: 'member',
  } as const
  await map(world.hub, mapping)

  const acts = async () => {
    ahead += 120_000
    const asked = gus.run(channel, 'gigs')
    await vi.waitFor(() => expect(asString(asked.reply?.body['content'])).not.toBe(''), SOON)
  }
  await acts()
  expect(await roleOf(world.hub, guest)).toBe('guest')
  guild.rolesOf.set(gus.user.id, [roleId])
  await acts()
  expect(await roleOf(world.hub, guest)).toBe('member')
  guild.rolesOf.set(gus.user.id, [])
  await acts()
  expect(await roleOf(world.hub, guest)).toBe('guest')

  guild.rolesOf.set(gus.user.id, [roleId])
  await acts()
  const params = { communityId: world.hub.communityId, memberId: guest.member.id }
  await world.hub.owner.api.call(memberEndpoints.setRole, { params, body: { role: 'admin' } })
  guild.rolesOf.set(gus.user.id, [])
  await acts()
  expect(await roleOf(world.hub, guest)).toBe('admin')
})

test('a user group of Slack is a role, and the admin chooses from those that there are', async () => {
  await using world = await BotWorld.start({ run: [] })
  const bob = world.slack.person('bob')
  world.slack.state.userGroups.push({ id: 'S0LEADS', name: 'Leads', users: new Set([bob.user.id]) })
  await world.startBots(['slack'])
  const member = await world.hub.createMember()
  await linkOnSlack(world, bob, member)
  await vi.waitFor(async () => {
    expect(await available(world.hub)).toMatchObject([
      { workspaceName: 'Edge ML', roleId: 'S0LEADS', roleName: 'Leads' },
    ])
  }, SOON)
  await map(world.hub, {
    platform: 'slack',
    workspaceId: 'T0GUILD',
    roleId: 'S0LEADS',
    roleName: 'Leads',
    grants: 'admin',
  })
  bob.run(world.slack.channel, '/gigs')
  await vi.waitFor(async () => expect(await roleOf(world.hub, member)).toBe('admin'), SOON)
})

test('only an owner lets a role make admins, and no role makes or unmakes an owner', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { guild, channel } = world.discord
  const roleId = world.discord.addRole('Regulars')
  const admin = await world.hub.createMember({ role: 'admin' })
  const mapping = { platform: 'discord', workspaceId: guild.id, roleId, roleName: 'Regulars' } as const
  await expect(map(world.hub, { ...mapping, grants: 'admin' }, admin)).rejects.toMatchObject({ code: 'forbidden' })
  await map(world.hub, { ...mapping, grants: 'member' }, admin)
  const olivia = world.discord.person('olivia')
  await linkOnDiscord(world, olivia, world.hub.owner)
  guild.rolesOf.set(olivia.user.id, [roleId])
  const asked = olivia.run(channel, 'gigs')
  await vi.waitFor(() => expect(asString(asked.reply?.body['content'])).not.toBe(''), SOON)
  expect(await roleOf(world.hub, world.hub.owner)).toBe('owner')
})
