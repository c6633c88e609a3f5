import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString, type Json } from '../shapes.ts'
import { CHAT_METHODS } from './chat-methods.ts'
import { CONVERSATION_METHODS } from './conversation-methods.ts'
import { FILE_METHODS } from './file-methods.ts'
import { type MethodContext, refuse, SlackRefusal, type WebMethod } from './method.ts'
import { TEAM_METHODS } from './team-methods.ts'
import type { SlackToken } from './slack-state.ts'
import { VIEW_METHODS } from './view-methods.ts'

const METHODS: Record<string, WebMethod> = {
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...TEAM_METHODS,
  ...VIEW_METHODS,
}

/** Arguments that travel as JSON inside a form. */
const JSON_ARGUMENTS: Record<string, string> = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments',
  metadata: 'invalid_metadata_format',
  view: 'invalid_arguments',
  files: 'invalid_arguments',
  unfurls: 'cannot_parse_attachment',
}

/** Slack answers with status 200 whatever it thinks of the call; only 429 has its own. */
export function callMethod(name: string, request: SeenRequest, context: MethodContext): Answer {
  const headers: Record<string, string> = { 'x-slack-req-id': String(context.state.now()) }
  try {
    const method = METHODS[name]
    if (method === undefined) refuse('unknown_method', { req_method: name })
    const given = request.method === 'GET' ? Object.fromEntries(request.query) : asObject(request.body)
    const token = authorized(method, request, given, context)
    headers['x-oauth-scopes'] = token.scopes.join(',')
    if (method.scope !== undefined) headers['x-accepted-oauth-scopes'] = [method.scope].flat().join(',')
    const args = parseArguments(given)
    const scope = typeof method.scope === 'string' ? method.scope : undefined
    if (scope !== undefined) needScope(token, scope)
    const body = method.call(args, { ...context, caller: token, needScope: (needed) => needScope(token, needed) })
    return { status: 200, headers, body: { ok: true, ...body } }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    if (error.retryAfterS !== undefined) {
      return {
        status: 429,
        headers: { ...headers, 'retry-after': String(error.retryAfterS) },
        body: { ok: false, error: error.error },
      }
    }
    return { status: 200, headers, body: { ok: false, error: error.error, ...error.extra } }
  }
}

function authorized(method: WebMethod, request: SeenRequest, args: Json, context: MethodContext): SlackToken {
  const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const secret = header ?? asString(args['token'])
  if (secret === '') refuse('not_authed')
  const token = context.state.tokens.get(secret)
  if (token === undefined) refuse('invalid_auth')
  if (token.revoked) refuse('token_revoked')
  if (token.kind !== (method.token ?? 'bot')) refuse('not_allowed_token_type')
  return token
}

function needScope(token: SlackToken, needed: string): void {
  if (!token.scopes.includes(needed)) refuse('missing_scope', { needed, provided: token.scopes.join(',') })
}

function parseArguments(given: Json): Json {
  const args: Json = { ...given }
  for (const [name, error] of Object.entries(JSON_ARGUMENTS)) {
    const value = args[name]
    if (typeof value !== 'string') continue
    try {
      args[name] = JSON.parse(value)
    } catch {
      refuse(error)
    }
  }
  return args
}
