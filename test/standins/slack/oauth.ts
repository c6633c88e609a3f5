import { randomUUID } from 'node:crypto'
import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString } from '../shapes.ts'
import { BOT_SCOPES, type SlackState } from './slack-state.ts'

export interface OAuthClient {
  clientId: string
  clientSecret: string
}

/** Installing the app: https://docs.slack.dev/authentication/installing-with-oauth */
export class OAuth {
  readonly #state: SlackState
  readonly client: OAuthClient = { clientId: '1.2', clientSecret: 'standin-client-secret' }
  readonly #codes = new Map<string, { redirectUri: string; scopes: string[] }>()
  /** The workspace that the person who agrees is in. */
  team: { id: string; name: string }

  constructor(state: SlackState) {
    this.#state = state
    this.team = state.team
  }

  /** The page where a person agrees: this one always does. */
  authorize(request: SeenRequest): Answer {
    const { query } = request
    const redirectUri = query.get('redirect_uri') ?? ''
    if (query.get('client_id') !== this.client.clientId) return { status: 400, body: 'invalid_client_id' }
    const scopes = (query.get('scope') ?? '').split(',')
    const unknown = scopes.filter((scope) => !BOT_SCOPES.includes(scope))
    if (unknown.length > 0) return { status: 400, body: `invalid_scope: ${unknown.join(',')}` }
    const code = randomUUID()
    this.#codes.set(code, { redirectUri, scopes })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.get('state') ?? '')
    return { status: 302, headers: { location: back.href } }
  }

  /** oauth.v2.access: a code works once. */
  access(request: SeenRequest): Answer {
    const body = asObject(request.body)
    const refuse = (error: string): Answer => ({ status: 200, body: { ok: false, error } })
    if (body['client_id'] !== this.client.clientId) return refuse('invalid_client_id')
    if (body['client_secret'] !== this.client.clientSecret) return refuse('bad_client_secret')
    const code = asString(body['code'])
    const granted = this.#codes.get(code)
    this.#codes.delete(code)
    if (granted === undefined) return refuse('invalid_code')
    if (body['redirect_uri'] !== granted.redirectUri) return refuse('bad_redirect_uri')
    const token = `xoxb-${randomUUID()}`
    this.#state.tokens.set(token, { kind: 'bot', scopes: granted.scopes, revoked: false, team: this.team })
    const answer = {
      ok: true,
      access_token: token,
      token_type: 'bot',
      scope: granted.scopes.join(','),
      bot_user_id: this.#state.bot.id,
      app_id: this.#state.appId,
      team: this.team,
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: this.#state.bot.id },
    }
    return { status: 200, body: answer }
  }
}
