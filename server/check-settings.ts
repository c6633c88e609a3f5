import type { z } from 'zod'
import type { HubEnv } from './config.ts'

/** What settings say about one another: each is right by itself already. */
export function checkTogether(env: HubEnv, context: z.RefinementCtx): void {
  const fault = (path: keyof HubEnv, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  const has = new Set(env.GUILDHALL_ROLES)
  if (has.has('web') !== has.has('worker') && (has.has('web') || has.has('worker')) && env.DATABASE_URL === undefined) {
    fault('GUILDHALL_ROLES', 'on the embedded store, web and worker run in one process; set DATABASE_URL to split them')
  }
  if (!has.has('web') && !has.has('worker') && (env.HUB_URL === undefined || env.HUB_TOKEN === undefined)) {
    fault('HUB_URL', 'a process with bot roles only needs HUB_URL and HUB_TOKEN')
  }
  if (env.REDIS_URL !== undefined && env.DATABASE_URL === undefined) {
    fault('REDIS_URL', 'connects several processes, and those need DATABASE_URL')
  }
  if (env.SLACK_HTTP_PORT === undefined) {
    if ((env.SLACK_BOT_TOKEN === undefined) !== (env.SLACK_APP_TOKEN === undefined)) {
      const absent = env.SLACK_BOT_TOKEN === undefined ? 'SLACK_BOT_TOKEN' : 'SLACK_APP_TOKEN'
      fault(absent, 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed together')
    }
  } else {
    if (env.SLACK_SIGNING_SECRET === undefined) fault('SLACK_SIGNING_SECRET', 'is needed with SLACK_HTTP_PORT')
    if (env.SLACK_BOT_TOKEN === undefined && env.SLACK_CLIENT_ID === undefined) {
      fault(
        'SLACK_BOT_TOKEN',
        'SLACK_HTTP_PORT needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID for workspaces that install it',
      )
    }
  }
  const s3 = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
  const absent = s3.filter((name) => env[name] === undefined)
  if (absent.length < s3.length) for (const name of absent) fault(name, `${s3.join(', ')} are needed together`)
  const shards = shardsOf(env.DISCORD_SHARDS)
  if (shards !== undefined && (shards.count === 0 || shards.ids.some((id) => id >= shards.count))) {
    fault('DISCORD_SHARDS', 'has a shard that is not among those that it counts, which are numbered from 0')
  }
  const pairs = [
    ['DISCORD_CLIENT_ID', 'DISCORD_CLIENT_SECRET'],
    ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
  ] as const
  for (const [first, second] of pairs) {
    if ((env[first] === undefined) !== (env[second] === undefined)) {
      fault(env[first] === undefined ? first : second, `${first} and ${second} are needed together`)
    }
  }
}

/** '4:0,1': shards 0 and 1 of 4; '4': all of them. */
export function shardsOf(text: string | undefined): { count: number; ids: readonly number[] } | undefined {
  if (text === undefined) return undefined
  const [count = '', ids] = text.split(':')
  const all = Array.from({ length: Number(count) }, (_, shard) => shard)
  return { count: Number(count), ids: ids === undefined ? all : ids.split(',').map(Number) }
}
