import type { Scope } from '../../shared/tokens.ts'

/** Who asks: a person with a session, or a token, which acts for one member within its scopes. */
export type Principal =
  | { kind: 'session'; accountId: string; name: string; email: string; image: string | null }
  | { kind: 'token'; tokenId: string; memberId: string; communityId: string; scopes: ReadonlySet<Scope> }
  /** The hub's own bots, of every community. Never handed out. */
  | { kind: 'hub' }

/** @returns a key that counts as one person for limits and for owning a cursor. */
export function principalKey(principal: Principal): string {
  if (principal.kind === 'session') return `account:${principal.accountId}`
  return principal.kind === 'token' ? `token:${principal.tokenId}` : 'hub'
}

export interface Credentials {
  headers: Headers
  /** From a query parameter, where headers cannot be set. */
  token?: string | undefined
}

/** Finds out who asks; undefined: nobody who is known. */
export type Authenticate = (credentials: Credentials) => Promise<Principal | undefined>
