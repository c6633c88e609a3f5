import { resolve } from 'node:path'
import { z } from 'zod'
import { checkTogether, shardsOf } from './check-settings.ts'
import { type ConfiguredRates, readExchangeRates } from './exchange-rates.ts'
import { postingEnv, type PostingLimits, postingLimits } from './moderation/posting-config.ts'
import { type TranslationConfig, translationConfig, translationEnv } from './translation/translation-config.ts'

export const HUB_ROLES = ['web', 'worker', 'discord', 'slack'] as const
export type HubRole = (typeof HUB_ROLES)[number]

const roles = z
  .string()
  .transform((value) => value.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(HUB_ROLES)).min(1))

const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const mebibytes = (min: number, max: number) => z.coerce.number().min(min).max(max)

/** Every setting of the hub. `.env.example` is made from the descriptions; defaults suit a hub of a few hundred people. */
export const envSchema = z.object({
  PORT: count(0, 65_535)
    .default(3000)
    .meta({ description: 'Port of the HTTP and WebSocket server; 0 takes a free one.' }),
  HOST: z.string().default('127.0.0.1').meta({ description: 'Address to listen on; 0.0.0.0 for every interface.' }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: 'Where people reach the hub, without a path; default http://localhost:PORT.' }),
  TRUST_PROXY: count(0, 10)
    .default(0)
    .meta({ description: 'How many reverse proxies stand before the hub (their X-Forwarded-For is believed).' }),
  DATA_DIR: z.string().default('./data').meta({ description: 'Folder of the embedded store, the secret and files.' }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta({
      description:
        'PostgreSQL for state, e.g. postgres://user:password@host/guildhall; absent: embedded SQLite in DATA_DIR.',
    }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .meta({ description: 'Redis for fan-out between several hub processes; absent: one process.' }),
  GUILDHALL_ROLES: roles
    .default([...HUB_ROLES])
    .meta({ description: 'What this process does: web,worker,discord,slack (any of them).' }),
  GUILDHALL_DEMO: z.stringbool().default(true).meta({ description: 'false: no demo community on the first start.' }),
  GUILDHALL_SECRET: z.string().min(32).optional().meta({
    description:
      'Signs sessions and one-time links (32 characters or more); absent: made once in DATA_DIR. Several hosts need the same one.',
  }),
  OWNER_EMAIL: z
    .email()
    .default('owner@guildhall.local')
    .meta({ description: 'The owner, whose one-time sign-in link is printed at start.' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta({ description: 'Least level that is logged.' }),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .meta({ description: 'Mail server, e.g. smtps://user:password@host; absent: mails are printed to the log.' }),
  MAIL_FROM: z.string().default('Guildhall <hub@guildhall.local>').meta({ description: 'Sender of mails.' }),
  DISCORD_TOKEN: z.string().optional().meta({ description: 'Token of the Discord bot; absent: Discord stays off.' }),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://discord.com/api')
    .meta({ description: 'Discord API, for proxies, compatible servers and tests.' }),
  DISCORD_SHARDS: z
    .string()
    .regex(/^\d{1,4}(:\d{1,4}(,\d{1,4})*)?$/, 'is a count, or a count and the shards of this process, e.g. 4:0,1')
    .optional()
    .meta({
      description:
        'Shards of the Discord bot, for more than 2500 guilds: 4, or 4:0,1 in one process and 4:2,3 in the other; absent: as many as Discord says.',
    }),
  DISCORD_CLIENT_ID: z.string().optional().meta({ description: 'With DISCORD_CLIENT_SECRET: sign-in with Discord.' }),
  DISCORD_CLIENT_SECRET: z.string().optional().meta({ description: 'See DISCORD_CLIENT_ID.' }),
  SLACK_BOT_TOKEN: z.string().optional().meta({
    description:
      'Bot token (xoxb-…) of the Slack app; absent: Slack is off, or in HTTP mode workspaces install it by OAuth.',
  }),
  SLACK_APP_TOKEN: z
    .string()
    .optional()
    .meta({ description: 'App-level token (xapp-…) of the Slack app, for Socket Mode.' }),
  SLACK_SIGNING_SECRET: z.string().optional().meta({ description: 'Signing secret of the Slack app, for HTTP mode.' }),
  SLACK_HTTP_PORT: count(0, 65_535).optional().meta({
    description:
      'HTTP mode instead of Socket Mode: port of the Slack bot, to which the hub passes on /slack of PUBLIC_URL.',
  }),
  SLACK_AUTHORIZE_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/oauth/v2/authorize')
    .meta({ description: 'Where workspaces install the Slack app (HTTP mode), for compatible servers and tests.' }),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/api/')
    .meta({ description: 'Slack Web API, for proxies, compatible servers and tests.' }),
  SLACK_CLIENT_ID: z.string().optional().meta({
    description: 'With SLACK_CLIENT_SECRET: sign-in with Slack, and in HTTP mode installation at /slack/install.',
  }),
  SLACK_CLIENT_SECRET: z.string().optional().meta({ description: 'See SLACK_CLIENT_ID.' }),
  HUB_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: 'For a process with bot roles only: where the hub is.' }),
  HUB_TOKEN: z
    .string()
    .optional()
    .meta({ description: 'For a process with bot roles only: an API token with the scope bot.' }),
  DELIVERIES_KEEP_DAYS: count(1, 3650)
    .default(90)
    .meta({ description: 'How long deliveries that are done stay on the deliveries page.' }),
  SCORES_KEEP_DAYS: count(1, 3650).default(183).meta({
    description: 'How long the log of match scores is kept, with their inputs, version and reasons.',
  }),
  FEED_ALLOW_HOSTS: z.string().default('').meta({
    description: 'Comma-separated host:port of feeds inside your own network; all other private addresses are refused.',
  }),
  EXCHANGE_RATES_FILE: z.string().optional().meta({
    description:
      'JSON file of exchange rates for the market page: {"date": "2026-11-02", "perEuro": {"USD": 1.15}}; absent: rough built-in rates.',
  }),
  WEBHOOK_ALLOW_HOSTS: z.string().default('').meta({
    description:
      'Comma-separated host:port inside your own network that outgoing webhooks may reach; all other private addresses are refused.',
  }),
  ...translationEnv,
  ...postingEnv,
  API_REQUESTS_PER_MINUTE: count(10, 1_000_000)
    .default(1200)
    .meta({ description: 'Most API requests of one address in a minute.' }),
  SIGN_INS_PER_MINUTE: count(1, 1_000_000)
    .default(20)
    .meta({ description: 'Most attempts to sign in or up of one address in a minute.' }),
  SHARED_REQUESTS_PER_MINUTE: count(1, 1_000_000)
    .default(120)
    .meta({ description: 'Most requests of one address in a minute for documents that are shared by a link.' }),
  ATTACHMENT_MAX_MB: mebibytes(0.001, 1024).default(25).meta({ description: 'Largest file that can be attached.' }),
  ATTACHMENTS_PER_DOCUMENT: count(1, 100_000)
    .default(1000)
    .meta({ description: 'Most files of one board or document.' }),
  ATTACHMENTS_MAX_GB: mebibytes(0.001, 100_000)
    .default(20)
    .meta({ description: 'Space for the files of one community, in GB.' }),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description:
        'Keep attached files in a bucket that speaks S3, e.g. https://s3.eu-central-1.amazonaws.com; absent: in DATA_DIR. Several hosts need it.',
    }),
  S3_BUCKET: z.string().optional().meta({ description: 'See S3_ENDPOINT.' }),
  S3_REGION: z.string().default('us-east-1').meta({ description: 'See S3_ENDPOINT.' }),
  S3_ACCESS_KEY_ID: z.string().optional().meta({ description: 'See S3_ENDPOINT.' }),
  S3_SECRET_ACCESS_KEY: z.string().optional().meta({ description: 'See S3_ENDPOINT.' }),
  SYNC_MAX_FRAME_MB: mebibytes(0.001, 512)
    .default(8)
    .meta({ description: 'Largest frame that a document socket may send.' }),
  SYNC_MAX_DOCUMENT_MB: mebibytes(0.001, 4096).default(64).meta({ description: 'Largest document, merged.' }),
  SYNC_MAX_BUFFER_MB: mebibytes(0.01, 1024)
    .default(4)
    .meta({ description: 'Bytes that may wait for one slow reader.' }),
  SYNC_MAX_SOCKETS_PER_DOCUMENT: count(1, 100_000)
    .default(2000)
    .meta({ description: 'Most open sockets of one document on this process.' }),
  SYNC_MAX_SOCKETS_PER_MEMBER: count(1, 100_000)
    .default(200)
    .meta({ description: 'Most open document sockets of one member or token.' }),
  SYNC_MAX_SOCKETS_PER_ADDRESS: count(1, 100_000)
    .default(2000)
    .meta({ description: 'Most open document sockets of one address.' }),
  SYNC_MAX_UPDATES_PER_SECOND: count(1, 1_000_000)
    .default(1000)
    .meta({ description: 'Most edits of one socket in a second, over a window of ten.' }),
  SYNC_MAX_AWARENESS_KB: mebibytes(0.1, 1024)
    .default(16)
    .meta({ description: 'Largest awareness state (cursor, name) of one client, in kB.' }),
  SYNC_MAX_AWARENESS_PER_SECOND: count(1, 100_000)
    .default(100)
    .meta({ description: 'Most awareness frames (cursor moves) of one socket in a second, over a window of ten.' }),
  SYNC_MAX_HANDSHAKES: count(1, 100_000)
    .default(2000)
    .meta({ description: 'Most document sockets that are being opened at once.' }),
  SYNC_MAX_QUEUE_MB: mebibytes(0.01, 4096)
    .default(64)
    .meta({ description: 'Bytes of edits that may wait for the database; above it writers are told to come later.' }),
  SYNC_VERSION_EVERY_MINUTES: count(1, 100_000)
    .default(10)
    .meta({ description: 'Least time between two automatic versions of a document.' }),
  SYNC_COMPACT_EVERY: count(10, 100_000)
    .default(500)
    .meta({ description: 'Edits after which the log of a document is merged into its snapshot.' }),
})

export type HubEnv = z.infer<typeof envSchema>

export interface SyncLimits {
  frameBytes: number
  documentBytes: number
  bufferBytes: number
  socketsPerDocument: number
  socketsPerMember: number
  socketsPerAddress: number
  updatesPerSecond: number
  awarenessBytes: number
  awarenessPerSecond: number
  /** Handshakes at once. */
  handshakes: number
  /** Bytes that may wait for the log. */
  queueBytes: number
  compactEvery: number
  versionEveryMs: number
}

export interface HubConfig {
  port: number
  host: string
  /** Absent: http://localhost and the port that was taken. Without a trailing slash. */
  publicUrl: string | undefined
  trustProxy: number
  /** Absolute. */
  dataDir: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  roles: ReadonlySet<HubRole>
  demo: boolean
  secret: string | undefined
  ownerEmail: string
  logLevel: HubEnv['LOG_LEVEL']
  mail: { smtpUrl: string | undefined; from: string }
  discord: {
    token: string | undefined
    apiUrl: string
    /** Absent: as Discord says. */
    shards: { count: number; ids: readonly number[] } | undefined
    signIn: SignInClient | undefined
  }
  slack: {
    botToken: string | undefined
    appToken: string | undefined
    /** HTTP mode; undefined: Socket Mode. */
    http: { port: number; signingSecret: string } | undefined
    authorizeUrl: string
    apiUrl: string
    signIn: SignInClient | undefined
  }
  /** For a process with bot roles only. */
  remoteHub: { url: string; token: string } | undefined
  deliveriesKeepMs: number
  scoresKeepMs: number
  feedAllowHosts: readonly string[]
  /** Absent: the built-in ones. */
  exchangeRates: ConfiguredRates | undefined
  webhookAllowHosts: readonly string[]
  translation: TranslationConfig
  posting: PostingLimits
  apiRequestsPerMinute: number
  signInsPerMinute: number
  sharedRequestsPerMinute: number
  attachments: { fileBytes: number; perDocument: number; communityBytes: number }
  /** Undefined: files are kept in the data folder. */
  s3: { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string } | undefined
  sync: SyncLimits
}

export interface SignInClient {
  clientId: string
  clientSecret: string
}

/** @throws Error that lists every bad variable at once, so that one restart fixes all. */
export function readConfig(source: Record<string, string | undefined>): HubConfig {
  // An empty variable means absent: that is what `docker compose` passes for one that is not set.
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const checked = envSchema.superRefine(checkTogether).safeParse(present)
  if (!checked.success) throw new Error(`Invalid environment:\n${z.prettifyError(checked.error)}`)
  return toConfig(checked.data)
}

function toConfig(env: HubEnv): HubConfig {
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL === undefined ? undefined : new URL(env.PUBLIC_URL).origin,
    trustProxy: env.TRUST_PROXY,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    roles: new Set(env.GUILDHALL_ROLES),
    demo: env.GUILDHALL_DEMO,
    secret: env.GUILDHALL_SECRET,
    ownerEmail: env.OWNER_EMAIL,
    logLevel: env.LOG_LEVEL,
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    discord: {
      token: env.DISCORD_TOKEN,
      apiUrl: env.DISCORD_API_URL,
      shards: shardsOf(env.DISCORD_SHARDS),
      signIn: signInClient(env.DISCORD_CLIENT_ID, env.DISCORD_CLIENT_SECRET),
    },
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      appToken: env.SLACK_APP_TOKEN,
      http:
        env.SLACK_HTTP_PORT === undefined || env.SLACK_SIGNING_SECRET === undefined
          ? undefined
          : { port: env.SLACK_HTTP_PORT, signingSecret: env.SLACK_SIGNING_SECRET },
      authorizeUrl: env.SLACK_AUTHORIZE_URL,
      apiUrl: env.SLACK_API_URL,
      signIn: signInClient(env.SLACK_CLIENT_ID, env.SLACK_CLIENT_SECRET),
    },
    remoteHub:
      env.HUB_URL === undefined || env.HUB_TOKEN === undefined ? undefined : { url: env.HUB_URL, token: env.HUB_TOKEN },
    deliveriesKeepMs: env.DELIVERIES_KEEP_DAYS * 86_400_000,
    scoresKeepMs: env.SCORES_KEEP_DAYS * 86_400_000,
    feedAllowHosts: hostsIn(env.FEED_ALLOW_HOSTS),
    exchangeRates: env.EXCHANGE_RATES_FILE === undefined ? undefined : readExchangeRates(env.EXCHANGE_RATES_FILE),
    webhookAllowHosts: hostsIn(env.WEBHOOK_ALLOW_HOSTS),
    translation: translationConfig(env),
    posting: postingLimits(env),
    apiRequestsPerMinute: env.API_REQUESTS_PER_MINUTE,
    signInsPerMinute: env.SIGN_INS_PER_MINUTE,
    sharedRequestsPerMinute: env.SHARED_REQUESTS_PER_MINUTE,
    attachments: {
      fileBytes: bytes(env.ATTACHMENT_MAX_MB),
      perDocument: env.ATTACHMENTS_PER_DOCUMENT,
      communityBytes: bytes(env.ATTACHMENTS_MAX_GB * 1024),
    },
    s3: s3Of(env),
    sync: {
      frameBytes: bytes(env.SYNC_MAX_FRAME_MB),
      documentBytes: bytes(env.SYNC_MAX_DOCUMENT_MB),
      bufferBytes: bytes(env.SYNC_MAX_BUFFER_MB),
      socketsPerDocument: env.SYNC_MAX_SOCKETS_PER_DOCUMENT,
      socketsPerMember: env.SYNC_MAX_SOCKETS_PER_MEMBER,
      socketsPerAddress: env.SYNC_MAX_SOCKETS_PER_ADDRESS,
      updatesPerSecond: env.SYNC_MAX_UPDATES_PER_SECOND,
      awarenessBytes: Math.floor(env.SYNC_MAX_AWARENESS_KB * 1024),
      awarenessPerSecond: env.SYNC_MAX_AWARENESS_PER_SECOND,
      handshakes: env.SYNC_MAX_HANDSHAKES,
      queueBytes: bytes(env.SYNC_MAX_QUEUE_MB),
      compactEvery: env.SYNC_COMPACT_EVERY,
      versionEveryMs: env.SYNC_VERSION_EVERY_MINUTES * 60_000,
    },
  }
}

function s3Of(env: HubEnv): HubConfig['s3'] {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    return undefined
  return { endpoint, bucket, region, accessKeyId, secretAccessKey }
}

function bytes(mebi: number): number {
  return Math.floor(mebi * 1024 * 1024)
}

function signInClient(clientId: string | undefined, clientSecret: string | undefined): SignInClient | undefined {
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }
}

function hostsIn(text: string): string[] {
  return text
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '')
}
