import { readConfig } from '../../../server/config.ts'
import { createHub } from '../../../server/hub.ts'
import { announce, argument } from './announce.ts'

/** The whole hub on its embedded store: sessions, permissions, validation, a durable log. */
const config = readConfig({
  PORT: '0',
  DATA_DIR: argument('folder'),
  GUILDHALL_DEMO: 'false',
  LOG_LEVEL: 'error',
  SYNC_MAX_SOCKETS_PER_ADDRESS: '10000',
  SYNC_MAX_SOCKETS_PER_MEMBER: '10000',
  SYNC_MAX_SOCKETS_PER_DOCUMENT: '10000',
  SYNC_MAX_UPDATES_PER_SECOND: '1000000',
  SYNC_MAX_AWARENESS_PER_SECOND: '1000',
})
const hub = await createHub(config)
const account = await hub.auth.ensureAccount(config.ownerEmail, 'Owner')
const [known] = await hub.members.membershipsOf(account.accountId)
const owner = known?.member ?? (await hub.members.found('Bench', account)).owner
const { secret } = await hub.tokens.create(owner, { name: 'bench', scopes: ['sync:create'] })
announce({ url: `${hub.localUrl.replace('http', 'ws')}/collab`, query: `?token=${secret}` })
process.once('SIGTERM', () => void hub[Symbol.asyncDispose]().then(() => process.exit(0)))
