import { betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { SignInClient } from '../config.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { inAuthContexts } from './auth-contexts.ts'
import type { Mailer } from './mailer.ts'

/** An e-mail sign-up carries the code of an invitation in this header. */
export const INVITATION_HEADER = 'x-guildhall-invitation'

const LINK_MINUTES = 15

export interface AuthDeps {
  database: Database
  secret: string
  publicUrl: string
  discord: SignInClient | undefined
  slack: SignInClient | undefined
  mailer: Mailer
  log: Log
  isInvitation: (code: string) => Promise<boolean>
  onSignIn: (accountId: string) => Promise<void>
}

export interface Person {
  accountId: string
  name: string
  email: string
  image: string | null
}

export interface Auth {
  /** Answers `/api/auth/*`. */
  handler: (request: Request) => Promise<Response>
  personOf(headers: Headers): Promise<Person | undefined>
  /** @returns the account of that address, which is made when absent. */
  ensureAccount(email: string, name: string): Promise<Person>
  /** @returns a link that signs its account in once, within 15 minutes. */
  oneTimeSignInLink(email: string): Promise<string>
}

/** Sign-in by password, magic link, Discord and Slack, by better-auth on the hub's own database. */
export function createAuth(deps: AuthDeps): Auth {
  /** Links that are asked for by the hub itself are handed over here instead of being mailed. */
  const handedOver = new Map<string, (url: string) => void>()
  const auth = betterAuth({
    appName: 'Guildhall',
    baseURL: deps.publicUrl,
    basePath: '/api/auth',
    secret: deps.secret,
    database: { db: deps.database.queries, type: deps.database.kind },
    telemetry: { enabled: false },
    // What is refused is answered to who asked; only bugs are for the log.
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError)) deps.log.error({ err: error }, 'sign-in failed')
      },
    },
    logger: { level: 'warn', log: (level, message) => deps.log[level === 'error' ? 'error' : 'warn'](message) },
    user: { modelName: 'auth_user' },
    session: {
      modelName: 'auth_session',
      expiresIn: 60 * 60 * 24 * 30,
      // Signed copy of the session in a cookie: most requests ask no database.
      cookieCache: { enabled: true, maxAge: 30 },
    },
    account: { modelName: 'auth_account', accountLinking: { enabled: true } },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200, autoSignIn: true },
    socialProviders: {
      ...(deps.discord === undefined ? {} : { discord: deps.discord }),
      ...(deps.slack === undefined ? {} : { slack: deps.slack }),
    },
    // The hub's own limiter stands before it, which counts over all processes.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'guildhall',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    trustedOrigins: (request) => {
      const host = request?.headers.get('host')
      return host === null || host === undefined ? [] : [`http://${host}`, `https://${host}`]
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        disableSignUp: true,
        storeToken: 'hashed',
        async sendMagicLink({ email, url }) {
          const handOver = handedOver.get(email)
          if (handOver !== undefined) {
            handOver(url)
            return
          }
          const text = `Sign in to Guildhall:\n${url}\n\nThe link works once, for ${LINK_MINUTES} minutes. If you did not ask for it, do nothing.`
          await deps.mailer.send({ to: email, subject: 'Your sign-in link for Guildhall', text })
        },
      }),
    ],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-up/email' || context.request === undefined) return
        const code = context.request.headers.get(INVITATION_HEADER)
        if (code === null || !(await deps.isInvitation(code))) {
          throw new APIError('FORBIDDEN', { message: 'Signing up needs an invitation that is still valid.' })
        }
      }),
    },
    databaseHooks: {
      session: { create: { after: (session) => deps.onSignIn(session.userId) } },
    },
  })

  return {
    handler: (request) => inAuthContexts(() => auth.handler(request)),
    async personOf(headers) {
      const found = await inAuthContexts(() => auth.api.getSession({ headers }))
      if (found === null) return undefined
      const { id, name, email, image } = found.user
      return { accountId: id, name, email, image: image ?? null }
    },
    ensureAccount: (email, name) =>
      inAuthContexts(async () => {
        const { internalAdapter } = await auth.$context
        const find = async () => (await internalAdapter.findUserByEmail(email))?.user
        const make = () => internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'magic-link' })
        // Two processes that start together both want the owner: who comes second finds what the first has made.
        const user =
          (await find()) ??
          (await make().catch(async (error: unknown) => {
            const made = await find()
            if (made === undefined) throw error
            return made
          }))
        return { accountId: user.id, name: user.name, email: user.email, image: user.image ?? null }
      }),
    async oneTimeSignInLink(email) {
      let link: string | undefined
      handedOver.set(email, (url) => (link = url))
      try {
        const body = { email, callbackURL: '/' }
        await inAuthContexts(() => auth.api.signInMagicLink({ body, headers: new Headers() }))
      } finally {
        handedOver.delete(email)
      }
      if (link === undefined) throw new Error('better-auth made no link')
      return link
    },
  }
}

/** Set by the hub itself on each request, from what Express knows of the proxies before it. */
export const CLIENT_ADDRESS_HEADER = 'x-guildhall-client-address'
