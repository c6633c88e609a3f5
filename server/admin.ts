import { HubError, NotFoundError } from '../shared/errors.ts'
import type { Member } from '../shared/members.ts'
import type { HubConfig } from './config.ts'
import { secretOf } from './hub-secret.ts'
import { AuditService } from './members/audit-service.ts'
import { type Auth, createAuth } from './members/auth.ts'
import { createMailer } from './members/mailer.ts'
import { MemberService } from './members/member-service.ts'
import { TokenService } from './members/token-service.ts'
import { databaseTarget, openDatabase } from './platform/database.ts'
import { createEventBus } from './platform/event-bus.ts'
import { newId } from './platform/ids.ts'
import { createLog } from './platform/log.ts'

export interface Admin extends AsyncDisposable {
  auth: Auth
  tokens: TokenService
  /** @throws HubError when no hub was started on this store yet. */
  ownerOf(communitySlug: string | undefined): Promise<Member>
}

/** A second, small composition for the command line: the store of a hub that has run once, also while it runs. */
export async function openAdmin(config: HubConfig): Promise<Admin> {
  const log = createLog('warn')
  const database = openDatabase(databaseTarget(config))
  const { queries } = database
  const now = Date.now
  const events = createEventBus(undefined, log)
  const audit = new AuditService({ queries, now, newId })
  const members = new MemberService({ queries, audit, events, now, newId })
  const tokens = new TokenService({ queries, audit, events, now, newId })
  const auth = createAuth({
    database,
    secret: secretOf(config),
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    discord: undefined,
    slack: undefined,
    mailer: createMailer(config.mail, log),
    log,
    isInvitation: () => Promise.resolve(false),
    onSignIn: () => Promise.resolve(),
  })
  return {
    auth,
    tokens,
    async ownerOf(communitySlug) {
      const row = await queries
        .selectFrom('members')
        .innerJoin('communities', 'communities.id', 'members.community_id')
        .select('members.id')
        .where('members.role', '=', 'owner')
        .$if(communitySlug !== undefined, (query) => query.where('communities.slug', '=', communitySlug ?? ''))
        .orderBy('communities.created_at')
        .executeTakeFirst()
        .catch((cause: unknown) => {
          throw new HubError('unavailable', 'There is no hub in this store yet. Start it once: npm start', { cause })
        })
      const owner = row === undefined ? undefined : await members.get(row.id)
      if (owner === undefined) throw new NotFoundError('community with an owner', communitySlug ?? 'any')
      return owner
    },
    [Symbol.asyncDispose]: () => database.close(),
  }
}
