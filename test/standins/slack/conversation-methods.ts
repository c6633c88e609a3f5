import { asString, type Json } from '../shapes.ts'
import {
  type CallContext,
  channelFor,
  needArgument,
  refuse,
  refuseWith,
  SCOPE_PREFIX,
  type WebMethod,
} from './method.ts'
import { channelPayload, messagePayload } from './slack-payloads.ts'
import type { SlackMessage } from './slack-state.ts'

const open: WebMethod = {
  scope: 'im:write',
  call: (args, { state }) => {
    const ids = asString(args['users']).split(',').filter(Boolean)
    if (ids.length === 0) {
      const channel = state.channels.get(asString(args['channel']))
      return channel?.kind === 'im' ? { channel: { id: channel.id } } : refuse('channel_not_found')
    }
    const user = state.users.get(ids[0] as string)
    if (user === undefined) return refuse('user_not_found')
    if (user.isBot) return refuse('cannot_dm_bot')
    if (user.deleted) return refuse('user_disabled')
    const known = [...state.channels.values()].some(({ userId }) => userId === user.id)
    return { no_op: known, already_open: known, channel: { id: state.dmWith(user).id } }
  },
}

const info: WebMethod = {
  scope: ['channels:read', 'groups:read', 'im:read'],
  call: (args, context) => {
    needArgument(args, 'channel')
    const channel = channelFor(args, context)
    context.needScope(`${SCOPE_PREFIX[channel.kind]}:read`)
    return { channel: channelPayload(context.state, channel) }
  },
}

const list: WebMethod = {
  scope: ['channels:read', 'groups:read', 'im:read'],
  call: (args, { state, needScope }) => {
    const types = (asString(args['types']) || 'public_channel').split(',')
    const names = { public: 'public_channel', private: 'private_channel', im: 'im' }
    for (const kind of ['public', 'private', 'im'] as const)
      if (types.includes(names[kind])) needScope(`${SCOPE_PREFIX[kind]}:read`)
    const channels = [...state.channels.values()].filter(
      (channel) =>
        types.includes(names[channel.kind]) && (channel.kind === 'public' || channel.memberIds.has(state.bot.id)),
    )
    return {
      channels: channels.map((channel) => channelPayload(state, channel)),
      response_metadata: { next_cursor: '' },
    }
  },
}

const history: WebMethod = {
  scope: ['channels:history', 'groups:history', 'im:history'],
  // Of threads it shows the roots alone.
  call: (args, context) => page(args, context, ({ threadTs }) => threadTs === null),
}

const replies: WebMethod = {
  scope: ['channels:history', 'groups:history', 'im:history'],
  call: (args, context) => {
    const root = needArgument(args, 'ts')
    const channel = channelFor(args, context)
    if (!context.state.messagesIn(channel.id).some(({ ts }) => ts === root)) refuse('thread_not_found')
    const found = page(args, context, ({ ts, threadTs }) => ts === root || threadTs === root)
    // Threads come oldest first, channels newest first.
    return { ...found, messages: (found['messages'] as Json[]).toReversed() }
  },
}

/** Newest first, `limit` at a time, between `oldest` and `latest` (both left out unless `inclusive`). */
function page(args: Json, context: CallContext, belongs: (message: SlackMessage) => boolean): Json {
  const { state, needScope } = context
  const channel = channelFor(args, context)
  needScope(`${SCOPE_PREFIX[channel.kind]}:history`)
  if (!channel.memberIds.has(state.bot.id)) refuse('not_in_channel')
  const limit = Number(args['limit'] ?? 100)
  if (!Number.isInteger(limit) || limit < 1 || limit > 999) refuseWith('invalid_limit', [])
  const inclusive = String(args['inclusive']) === 'true'
  const oldest = asString(args['oldest']) || '0'
  const latest = asString(args['latest']) || '9999999999.999999'
  const cursor = asString(args['cursor'])
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (!Number.isInteger(from)) refuse('invalid_cursor')
  const between = ({ ts }: SlackMessage) =>
    (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest))
  const all = state
    .messagesIn(channel.id)
    .filter((message) => message.onlyFor === null && between(message) && belongs(message))
    .toReversed()
  const withMetadata = String(args['include_all_metadata']) === 'true'
  const more = from + limit < all.length
  return {
    messages: all.slice(from, from + limit).map((message) => messagePayload(state, message, withMetadata)),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: Buffer.from(String(from + limit)).toString('base64') } } : {}),
  }
}

const members: WebMethod = {
  scope: ['channels:read', 'groups:read', 'im:read'],
  call: (args, context) => {
    needArgument(args, 'channel')
    const channel = channelFor(args, context)
    context.needScope(`${SCOPE_PREFIX[channel.kind]}:read`)
    const limit = Number(args['limit'] ?? 100)
    const all = [...channel.memberIds]
    const more = all.length > limit
    return { members: all.slice(0, limit), response_metadata: { next_cursor: more ? 'bW9yZQ==' : '' } }
  },
}

export const CONVERSATION_METHODS: Record<string, WebMethod> = {
  'conversations.open': open,
  'conversations.info': info,
  'conversations.list': list,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.members': members,
}
