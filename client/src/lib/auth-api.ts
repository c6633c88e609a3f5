import { HubError } from '../../../shared/errors.ts'

export type SocialProvider = 'discord' | 'slack'

interface SignUp {
  name: string
  email: string
  password: string
  /** Code of the invitation that allows it. */
  invitation: string
}

/** The hub's sign-in endpoints are better-auth's own (`/api/auth/*`); they answer `{ code, message }` when they refuse. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password })
}

export async function signUp({ invitation, ...body }: SignUp): Promise<void> {
  await post('/api/auth/sign-up/email', body, { 'x-guildhall-invitation': invitation })
}

/** @param callbackUrl - path that the link leads to. */
export async function sendMagicLink(email: string, callbackUrl: string): Promise<void> {
  await post('/api/auth/sign-in/magic-link', { email, callbackURL: callbackUrl })
}

/** @returns the address of the platform's own consent page. */
export async function socialSignInUrl(provider: SocialProvider, callbackUrl: string): Promise<string> {
  const answer = await post('/api/auth/sign-in/social', {
    provider,
    callbackURL: callbackUrl,
    errorCallbackURL: '/sign-in',
  })
  const url = (answer as { url?: unknown } | null)?.url
  if (typeof url !== 'string') throw new HubError('internal', 'The hub gave no address to sign in at.')
  return url
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {})
}

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
  } catch (cause) {
    throw new HubError('unavailable', 'The hub cannot be reached.', { cause })
  }
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw new HubError(codeOf(response.status), messageOf(answer) ?? `The hub answered with status ${response.status}.`)
}

function codeOf(status: number): HubError['code'] {
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'internal'
  // 401 here means a wrong password, not that a session ended: its message says so.
  return status === 403 || status === 401 ? 'forbidden' : 'invalid_input'
}

function messageOf(answer: unknown): string | undefined {
  const message = (answer as { message?: unknown } | null)?.message
  if (typeof message === 'string') return message
  const nested = (answer as { error?: { message?: unknown } } | null)?.error?.message
  return typeof nested === 'string' ? nested : undefined
}
