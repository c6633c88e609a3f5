import { parseArgs } from 'node:util'
import { newToken, SCOPES } from '../shared/tokens.ts'
import { HubError } from '../shared/errors.ts'
import { readConfig } from './config.ts'
import { openAdmin } from './admin.ts'
import { GIG_COMMANDS_HELP, gigCommand } from './gigs/commands/gig-commands.ts'
import { TRANSLATE_HELP, translateCommand } from './translation/commands/translate-command.ts'

const HELP = `guildhall: commands for the person who runs a hub

  guildhall token create [--name NAME] [--scope SCOPE …] [--community SLUG] [--expires-in-days N]
      Prints an API token on standard output, of the community's owner.
      Scopes: ${SCOPES.join(', ')}
      Default: sync:create, with which any Yjs app can use this hub as its sync backend.
  guildhall sign-in-link [--email ADDRESS]
      Prints a link that signs the owner (or that account) in, once, within 15 minutes.
${GIG_COMMANDS_HELP}
${TRANSLATE_HELP}

The first two work beside a running hub, and read the same settings.`

/** `npx guildhall …`. Answers on standard output, everything else on standard error. */
export async function run(args: readonly string[]): Promise<number> {
  const [first, second] = args
  process.stdout.on('error', endQuietly)
  try {
    if (first === 'token' && second === 'create') return await createToken(args.slice(2))
    if (first === 'gigs') return await gigCommand(args.slice(1), { input: process.stdin, output: process.stdout })
    if (first === 'translate') {
      const { translation: config } = readConfig(process.env)
      return await translateCommand(args.slice(1), { input: process.stdin, output: process.stdout, config })
    }
    if (first === 'sign-in-link') return await signInLink(args.slice(1))
  } catch (error) {
    if (!(error instanceof HubError) && !isUsage(error)) throw error
    console.error(`guildhall: ${(error as Error).message}`)
    return 2
  }
  const asked = first === undefined || first === 'help' || first === '--help'
  console[asked ? 'log' : 'error'](HELP)
  return asked ? 0 : 2
}

/** `… | head` closes what we write to once it has seen enough. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}

async function createToken(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string', default: 'made on the command line' },
      scope: { type: 'string', multiple: true, default: ['sync:create'] },
      community: { type: 'string' },
      'expires-in-days': { type: 'string' },
    },
  })
  const days = values['expires-in-days']
  const input = newToken.safeParse({
    name: values.name,
    scopes: values.scope.flatMap((scope) => scope.split(',')),
    ...(days === undefined ? {} : { expiresInDays: Number(days) }),
  })
  if (!input.success) throw new HubError('invalid_input', input.error.issues.map((issue) => issue.message).join('; '))
  await using admin = await openAdmin(readConfig(process.env))
  const owner = await admin.ownerOf(values.community)
  const token = await admin.tokens.create(owner, input.data)
  console.log(token.secret)
  return 0
}

async function signInLink(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { email: { type: 'string' } } })
  const config = readConfig(process.env)
  await using admin = await openAdmin(config)
  console.log(await admin.auth.oneTimeSignInLink(values.email ?? config.ownerEmail))
  return 0
}

function isUsage(error: unknown): boolean {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
}
