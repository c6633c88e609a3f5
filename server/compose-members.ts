import type { HubConfig } from './config.ts'
import { secretOf } from './hub-secret.ts'
import { AuditService } from './members/audit-service.ts'
import { type Auth, createAuth } from './members/auth.ts'
import { InvitationService } from './members/invitation-service.ts'
import { createMailer } from './members/mailer.ts'
import { MemberService, type MemberServiceDeps } from './members/member-service.ts'
import { recordSignIn } from './members/record-sign-in.ts'
import { TokenService } from './members/token-service.ts'
import type { Database } from './platform/database.ts'
import type { Log } from './platform/log.ts'
import type { Authenticate } from './platform/principal.ts'

export interface ComposeMembersDeps extends Omit<MemberServiceDeps, 'audit' | 'queries'> {
  config: HubConfig
  database: Database
  publicUrl: string
  log: Log
}

export interface Members {
  audit: AuditService
  members: MemberService
  tokens: TokenService
  invitations: InvitationService
  mailer: ReturnType<typeof createMailer>
  auth: Auth
  /** Who a request is from, by its token or its session. */
  authenticate: Authenticate
}

/** Puts together who people are: members and their roles, tokens, invitations, sign-in. */
export function composeMembers({ config, database, events, publicUrl, log, now, newId }: ComposeMembersDeps): Members {
  const { queries } = database
  const audit = new AuditService({ queries, now, newId })
  const members = new MemberService({ queries, audit, events, now, newId })
  const tokens = new TokenService({ queries, audit, events, now, newId })
  const invitations = new InvitationService({ queries, members, audit, events, publicUrl: () => publicUrl, now, newId })
  const mailer = createMailer(config.mail, log)
  const auth = createAuth({
    database,
    secret: secretOf(config),
    publicUrl,
    discord: config.discord.signIn,
    slack: config.slack.signIn,
    mailer,
    log,
    isInvitation: (code) => invitations.isValid(code),
    onSignIn: (accountId) => recordSignIn(accountId, members, audit, log),
  })
  const authenticate: Authenticate = async ({ headers, token }) => {
    const secret = token ?? /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (secret !== undefined) return await tokens.authenticate(secret)
    const person = await auth.personOf(headers)
    return person === undefined ? undefined : { kind: 'session', ...person }
  }
  return { audit, members, tokens, invitations, mailer, auth, authenticate }
}
