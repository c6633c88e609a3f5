import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HubApi } from '../../shared/hub-client.ts'
import type { Member, Role } from '../../shared/members.ts'
import type { CreatedToken, Scope } from '../../shared/tokens.ts'
import { readConfig } from '../../server/config.ts'
import { createHub, type Hub, type HubOverrides } from '../../server/hub.ts'
import { createLog } from '../../server/platform/log.ts'
import { copyEmptyStore } from './empty-store.ts'

export interface TestMember {
  member: Member
  accountId: string
  email: string
  /** Value of the `Cookie` header of a signed-in browser. */
  cookie: string
  /** Calls the API as this member, with a token that has every scope this role may have. */
  api: HubApi
  /** Makes a token of this member. */
  token(...scopes: Scope[]): Promise<CreatedToken>
}

export interface TestHub extends AsyncDisposable {
  hub: Hub
  url: string
  /** `ws://…/collab` */
  collabUrl: string
  communityId: string
  dataDir: string
  owner: TestMember
  createMember(input?: { role?: Role; name?: string; communityId?: string }): Promise<TestMember>
  /** What has to end before the hub does. */
  beforeEnd(work: () => Promise<unknown>): void
}

export interface StartHubOptions extends HubOverrides {
  /** Settings beside the test's defaults. */
  env?: Record<string, string>
  /** Kept after the test when given. */
  dataDir?: string
}

const WEB_CLIENT = fileURLToPath(new URL('../../dist/client', import.meta.url))

/** A whole hub on a free port and a fresh store, with one community and its owner. No demo unless asked for. */
export async function startHub(options: StartHubOptions = {}): Promise<TestHub> {
  const { env = {}, dataDir: givenDir, ...overrides } = options
  const dataDir = givenDir ?? mkdtempSync(join(tmpdir(), 'guildhall-test-'))
  // Hundreds of hubs begin with the same empty tables; migrations have tests of their own.
  if (givenDir === undefined && env['DATABASE_URL'] === undefined) await copyEmptyStore(dataDir)
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    GUILDHALL_DEMO: 'false',
    LOG_LEVEL: 'error',
    API_REQUESTS_PER_MINUTE: '100000',
    SIGN_INS_PER_MINUTE: '100000',
    MESSAGES_PER_MINUTE: '100000',
    COMMENTS_PER_MINUTE: '100000',
    GIG_POSTS_PER_DAY: '100000',
    GUILDHALL_SECRET: 'a secret that is only good for tests',
    ...env,
  })
  const hub = await createHub(config, { log: createLog(config.logLevel), clientFolder: WEB_CLIENT, ...overrides })
  const ownerAccount = await hub.auth.ensureAccount(config.ownerEmail, 'Olivia Owner')
  const [known] = await hub.members.membershipsOf(ownerAccount.accountId)
  const { community, owner } =
    known === undefined
      ? await hub.members.found('Test community', ownerAccount)
      : { community: known.community, owner: known.member }

  const before: (() => Promise<unknown>)[] = []
  let count = 0
  const createMember: TestHub['createMember'] = async (input = {}) => {
    count += 1
    const name = input.name ?? `Member ${count}`
    const email = `member-${count}-${Math.random().toString(36).slice(2)}@test.guildhall.local`
    const account = await hub.auth.ensureAccount(email, name)
    const member = await hub.members.join(hub.queries, {
      communityId: input.communityId ?? community.id,
      accountId: account.accountId,
      name,
      image: null,
      role: input.role ?? 'member',
    })
    return await signedIn(hub, member, account.accountId, email)
  }

  return {
    hub,
    url: hub.localUrl,
    collabUrl: `${hub.localUrl.replace('http', 'ws')}/collab`,
    communityId: community.id,
    dataDir,
    owner: await signedIn(hub, owner, ownerAccount.accountId, config.ownerEmail),
    createMember,
    beforeEnd: (work) => void before.push(work),
    async [Symbol.asyncDispose]() {
      for (const work of before) await work()
      await hub[Symbol.asyncDispose]()
      if (givenDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function signedIn(hub: Hub, member: Member, accountId: string, email: string): Promise<TestMember> {
  const token = (...scopes: Scope[]) => hub.tokens.create(member, { name: 'test', scopes })
  const all: Scope[] = [
    'community:read',
    'documents:read',
    'documents:write',
    'gigs:read',
    'gigs:write',
    'rooms:read',
    'rooms:write',
    'moderation:write',
  ]
  if (member.role === 'owner' || member.role === 'admin') all.push('community:admin')
  const { secret } = await token(...all)
  return {
    member,
    accountId,
    email,
    cookie: await sessionCookie(hub, email),
    api: new HubApi({ baseUrl: hub.localUrl, token: secret }),
    token,
  }
}

/** Signs in as a browser would: by a one-time link, whose answer sets the cookies. */
async function sessionCookie(hub: Hub, email: string): Promise<string> {
  const link = new URL(await hub.auth.oneTimeSignInLink(email))
  const response = await fetch(hub.localUrl + link.pathname + link.search, { redirect: 'manual' })
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  if (cookies.length === 0) throw new Error(`sign-in set no cookie: ${response.status} ${await response.text()}`)
  return cookies.join('; ')
}
