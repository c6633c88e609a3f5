import { describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { CLOSE } from '../../shared/collab-protocol.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { memberEndpoints, type Me } from '../../shared/members.ts'
import { tokenEndpoints } from '../../shared/tokens.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'

const SOON = { timeout: 10_000 }

interface Answer {
  status: number
  body: unknown
  cookie: string
}

/** As a browser sends it: with its cookies, from the hub's own page. */
async function browser(
  hub: TestHub,
  method: string,
  path: string,
  input: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(hub.url + path, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      origin: hub.hub.publicUrl,
      cookie: input.cookie ?? '',
      ...input.headers,
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : text,
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  }
}

const invite = (
  hub: TestHub,
  body: { role: 'admin' | 'member' | 'guest'; maxUses?: number },
  by: TestMember = hub.owner,
) => by.api.call(memberEndpoints.invite, { params: { communityId: hub.communityId }, body })
const codeOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? ''
const audit = async (hub: TestHub) =>
  (await hub.owner.api.call(memberEndpoints.audit, { params: { communityId: hub.communityId } })).entries

describe('signing in', () => {
  test('an invited person signs up with a password, joins with the role of the invitation, and signs in again', async () => {
    await using hub = await startHub()
    const code = codeOf(await invite(hub, { role: 'guest' }))
    expect((await browser(hub, 'GET', `/api/invitations/${code}`)).body).toMatchObject({
      communityName: 'Test community',
      role: 'guest',
      invitedBy: 'Olivia Owner',
    })
    const person = { email: 'nina@example.test', password: 'correct horse battery', name: 'Nina' }
    const signedUp = await browser(hub, 'POST', '/api/auth/sign-up/email', {
      body: person,
      headers: { 'x-guildhall-invitation': code },
    })
    expect(signedUp.status).toBe(200)
    const joined = await browser(hub, 'POST', `/api/invitations/${code}/accept`, { cookie: signedUp.cookie })
    expect(joined.body).toMatchObject({ member: { name: 'Nina', role: 'guest' } })
    const signedIn = await browser(hub, 'POST', '/api/auth/sign-in/email', { body: person })
    const me = (await browser(hub, 'GET', '/api/me', { cookie: signedIn.cookie })).body as Me
    expect(me.memberships.map(({ member }) => member.role)).toEqual(['guest'])
    expect((await audit(hub)).map(({ action, actorName }) => `${actorName}: ${action}`)).toEqual(
      expect.arrayContaining(['Olivia Owner: invitation.created', 'Nina: member.joined', 'Nina: member.signed_in']),
    )
  })

  test('many who sign up, sign in and look at the same time are each themselves', async () => {
    await using hub = await startHub()
    const code = codeOf(await invite(hub, { role: 'member', maxUses: 12 }))
    const people = Array.from({ length: 12 }, (_, at) => `Person ${at}`)
    const passes = async (name: string) => {
      const body = { name, email: `${name.replace(' ', '')}@example.com`, password: `secret of ${name}` }
      const signedUp = await browser(hub, 'POST', '/api/auth/sign-up/email', {
        body,
        headers: { 'x-guildhall-invitation': code },
      })
      await browser(hub, 'POST', `/api/invitations/${code}/accept`, { cookie: signedUp.cookie })
      const signedIn = await browser(hub, 'POST', '/api/auth/sign-in/email', { body })
      const seen = await Promise.all(
        Array.from({ length: 5 }, () => browser(hub, 'GET', '/api/me', { cookie: signedIn.cookie })),
      )
      return [...new Set(seen.map(({ body: me }) => (me as Me).account.name))]
    }
    expect(await Promise.all(people.map(passes))).toEqual(people.map((name) => [name]))
  })

  test('nobody signs up without a valid invitation, and a wrong password is refused', async () => {
    await using hub = await startHub()
    const person = { email: 'mallory@example.test', password: 'correct horse battery', name: 'Mallory' }
    expect((await browser(hub, 'POST', '/api/auth/sign-up/email', { body: person })).status).toBe(403)
    expect(
      (
        await browser(hub, 'POST', '/api/auth/sign-up/email', {
          body: person,
          headers: { 'x-guildhall-invitation': 'x'.repeat(43) },
        })
      ).status,
    ).toBe(403)
    expect(
      (await browser(hub, 'POST', '/api/auth/sign-in/email', { body: { ...person, email: hub.owner.email } })).status,
    ).toBe(401)
  })

  test('a magic link goes by mail where a mail server is set, and signs in once', async () => {
    await using mail = await SmtpStandin.start()
    await using hub = await startHub({ env: { SMTP_URL: mail.url, MAIL_FROM: 'Guildhall <hub@example.test>' } })
    const asked = await browser(hub, 'POST', '/api/auth/sign-in/magic-link', {
      body: { email: hub.owner.email, callbackURL: '/' },
    })
    expect(asked.status).toBe(200)
    await vi.waitFor(() => expect(mail.received).toHaveLength(1), SOON)
    expect(mail.received[0]).toMatchObject({ from: 'hub@example.test', to: [hub.owner.email] })
    const link = new URL(/http:\S+magic-link\S+/.exec(mail.received[0]?.text ?? '')?.[0] ?? '')
    const open = () => browser(hub, 'GET', link.pathname + link.search)
    const first = await open()
    expect(((await browser(hub, 'GET', '/api/me', { cookie: first.cookie })).body as Me).account.email).toBe(
      hub.owner.email,
    )
    expect((await browser(hub, 'GET', '/api/me', { cookie: (await open()).cookie })).status).toBe(401)
  })

  test('a magic link for an unknown address makes no account', async () => {
    await using mail = await SmtpStandin.start()
    await using hub = await startHub({ env: { SMTP_URL: mail.url } })
    const asked = await browser(hub, 'POST', '/api/auth/sign-in/magic-link', {
      body: { email: 'nobody@example.test', callbackURL: '/' },
    })
    // The answer must not tell who has an account here.
    expect(asked.status).toBe(200)
    await vi.waitFor(() => expect(mail.received).toHaveLength(1), SOON)
    const link = new URL(/http:\S+magic-link\S+/.exec(mail.received[0]?.text ?? '')?.[0] ?? '')
    const opened = await browser(hub, 'GET', link.pathname + link.search)
    expect((await browser(hub, 'GET', '/api/me', { cookie: opened.cookie })).status).toBe(401)
  })

  test('Discord and Slack are offered where they are configured, and only there', async () => {
    await using plain = await startHub()
    expect((await browser(plain, 'GET', '/api/sign-in-options')).body).toEqual({
      password: true,
      magicLink: true,
      mail: false,
      discord: false,
      slack: false,
    })
    const env = { DISCORD_CLIENT_ID: 'd', DISCORD_CLIENT_SECRET: 'ds', SLACK_CLIENT_ID: 's', SLACK_CLIENT_SECRET: 'ss' }
    await using hub = await startHub({ env })
    expect((await browser(hub, 'GET', '/api/sign-in-options')).body).toMatchObject({ discord: true, slack: true })
    for (const [provider, host] of [
      ['discord', 'discord.com'],
      ['slack', 'slack.com'],
    ] as const) {
      const { body } = await browser(hub, 'POST', '/api/auth/sign-in/social', { body: { provider, callbackURL: '/' } })
      expect(new URL((body as { url: string }).url).host).toBe(host)
    }
  })

  test('guessing is slowed down, for that address', async () => {
    await using hub = await startHub({ env: { SIGN_INS_PER_MINUTE: '3' } })
    const guess = () =>
      browser(hub, 'POST', '/api/auth/sign-in/email', { body: { email: hub.owner.email, password: 'wrong password' } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1) statuses.push((await guess()).status)
    expect(statuses.slice(-2)).toEqual([429, 429])
  })

  test('a page of another site changes nothing with somebody’s cookie', async () => {
    await using hub = await startHub()
    const path = `/api/communities/${hub.communityId}/documents`
    const body = { kind: 'board', title: 'Stolen' }
    const foreign = await browser(hub, 'POST', path, {
      body,
      cookie: hub.owner.cookie,
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    expect((await browser(hub, 'POST', path, { body, cookie: hub.owner.cookie })).status).toBe(201)
  })
})

describe('roles', () => {
  test('an admin invites members but no admins; a member invites nobody', async () => {
    await using hub = await startHub()
    const admin = await hub.createMember({ role: 'admin' })
    const member = await hub.createMember()
    await invite(hub, { role: 'member' }, admin)
    await expect(invite(hub, { role: 'admin' }, admin)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(invite(hub, { role: 'guest' }, member)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('only an owner makes admins, and the last owner stays', async () => {
    await using hub = await startHub()
    const admin = await hub.createMember({ role: 'admin' })
    const member = await hub.createMember()
    const setRole = (by: TestMember, of: TestMember, role: 'owner' | 'admin' | 'member') =>
      by.api.call(memberEndpoints.setRole, {
        params: { communityId: hub.communityId, memberId: of.member.id },
        body: { role },
      })
    await expect(setRole(admin, member, 'admin')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setRole(hub.owner, hub.owner, 'member')).rejects.toMatchObject({ code: 'conflict' })
    expect(await setRole(hub.owner, member, 'owner')).toMatchObject({ role: 'owner' })
    expect(await setRole(hub.owner, hub.owner, 'member')).toMatchObject({ role: 'member' })
  })

  test('a member leaves; a removed one is a stranger at once', async () => {
    await using hub = await startHub()
    const [leaver, removed] = [await hub.createMember(), await hub.createMember()]
    const remove = (by: TestMember, of: TestMember) =>
      browser(hub, 'DELETE', `/api/communities/${hub.communityId}/members/${of.member.id}`, { cookie: by.cookie })
    expect((await remove(leaver, leaver)).status).toBe(204)
    expect((await remove(removed, hub.owner)).status).toBe(403)
    expect((await remove(hub.owner, removed)).status).toBe(204)
    const list = await browser(hub, 'GET', `/api/communities/${hub.communityId}/members`, { cookie: removed.cookie })
    expect(list).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
  })

  test('an invitation is good for as many as it says, also when they come at once, and not after it was taken back', async () => {
    await using hub = await startHub()
    const code = codeOf(await invite(hub, { role: 'member', maxUses: 2 }))
    const elsewhere = await hub.hub.members.found('Elsewhere', { accountId: hub.owner.accountId, name: 'O' })
    const people = await Promise.all([1, 2, 3, 4].map(() => hub.createMember({ communityId: elsewhere.community.id })))
    const answers = await Promise.all(
      people.map(({ cookie }) => browser(hub, 'POST', `/api/invitations/${code}/accept`, { cookie })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 404, 404])
    const second = await invite(hub, { role: 'member' })
    await hub.owner.api.call(memberEndpoints.revokeInvitation, {
      params: { communityId: hub.communityId, invitationId: second.id },
    })
    expect((await browser(hub, 'GET', `/api/invitations/${codeOf(second)}`)).status).toBe(404)
  })

  test('strangers cannot tell a community that exists from one that does not', async () => {
    await using hub = await startHub()
    const elsewhere = await hub.hub.members.found('Elsewhere', { accountId: hub.owner.accountId, name: 'O' })
    const stranger = await hub.createMember({ communityId: elsewhere.community.id })
    const see = async (id: string) =>
      (await browser(hub, 'GET', `/api/communities/${id}/members`, { cookie: stranger.cookie })).body
    const real = JSON.stringify(await see(hub.communityId)).replaceAll(hub.communityId, 'X')
    expect(JSON.stringify(await see('nothing')).replaceAll('nothing', 'X')).toBe(real)
  })
})

describe('API tokens', () => {
  test('show their secret once, are listed with their last use, and never exceed their scopes', async () => {
    await using hub = await startHub()
    const made = await browser(hub, 'POST', `/api/communities/${hub.communityId}/tokens`, {
      cookie: hub.owner.cookie,
      body: { name: 'reader', scopes: ['documents:read'] },
    })
    const { id, secret } = made.body as { id: string; secret: string }
    const api = new HubApi({ baseUrl: hub.url, token: secret })
    const params = { communityId: hub.communityId }
    expect((await api.call(documentEndpoints.list, { params })).documents).toEqual([])
    await expect(
      api.call(documentEndpoints.create, { params, body: { kind: 'board', title: 'x' } }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: "The token lacks the scope 'documents:write'.",
    })
    await expect(api.call(tokenEndpoints.list, { params })).rejects.toMatchObject({ code: 'forbidden' })
    await vi.waitFor(async () => {
      const { body } = await browser(hub, 'GET', `/api/communities/${hub.communityId}/tokens`, {
        cookie: hub.owner.cookie,
      })
      const token = (body as { tokens: { id: string; lastUsedAt: number | null }[] }).tokens.find(
        (one) => one.id === id,
      )
      expect(token?.lastUsedAt).toBeGreaterThan(0)
      expect(JSON.stringify(body)).not.toContain(secret)
    }, SOON)
  })

  test('a revoked token is refused at once, and its open sockets close', async () => {
    await using hub = await startHub()
    const token = await hub.owner.token('sync:create')
    const socket = new WebSocket(`${hub.collabUrl}/some-document?token=${token.secret}`)
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    const path = `/api/communities/${hub.communityId}/tokens/${token.id}`
    expect((await browser(hub, 'DELETE', path, { cookie: hub.owner.cookie })).status).toBe(204)
    expect([CLOSE.unauthenticated, CLOSE.forbidden]).toContain(await closed)
    const api = new HubApi({ baseUrl: hub.url, token: token.secret })
    await expect(api.call(documentEndpoints.list, { params: { communityId: hub.communityId } })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  test('a role may hold only the scopes that it could use', async () => {
    await using hub = await startHub()
    const [member, guest] = [await hub.createMember(), await hub.createMember({ role: 'guest' })]
    await expect(member.token('community:admin')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(member.token('bot')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(guest.token('sync:create')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a token ends with its days', async () => {
    let now = Date.now()
    await using hub = await startHub({ now: () => now })
    const { secret } = await hub.hub.tokens.create(hub.owner.member, {
      name: 'short',
      scopes: ['documents:read'],
      expiresInDays: 1,
    })
    const api = new HubApi({ baseUrl: hub.url, token: secret })
    const list = () => api.call(documentEndpoints.list, { params: { communityId: hub.communityId } })
    expect((await list()).documents).toEqual([])
    now += 86_400_001
    await expect(list()).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
