import { asArray, asObject, asString, isObject, type Json, lengthOf } from '../shapes.ts'
import {
  type CallContext,
  channelFor,
  needArgument,
  refuse,
  refuseWith,
  SlackRefusal,
  type WebMethod,
} from './method.ts'
import { messagePayload } from './slack-payloads.ts'
import type { SlackChannel, SlackMessage, SlackState } from './slack-state.ts'
import { blockErrors, blocksTooLong, withBlockIds } from './validate-blocks.ts'

const POST_TEXT = 40_000
const UPDATE_TEXT = 4000

export interface MessageBody {
  text: string
  blocks: Json[]
  metadata: Json | null
}

/** @throws SlackRefusal for what Slack does not take in any message. */
export function messageBody(args: Json, state: SlackState): MessageBody {
  const blocks = args['blocks']
  const text = asString(args['text'])
  const filled = text !== '' || asArray(blocks).length > 0 || asArray(args['attachments']).length > 0
  if (!filled) refuse('no_text')
  if (blocks !== undefined) {
    const errors = blockErrors(blocks, 'message')
    if (errors.length > 0) refuseWith('invalid_blocks', errors)
    if (blocksTooLong(blocks)) refuse('msg_blocks_too_long')
  }
  const metadata = args['metadata']
  if (metadata !== undefined) checkMetadata(metadata)
  return {
    text,
    blocks: withBlockIds(blocks, () => state.newId('').toLowerCase()),
    metadata: isObject(metadata) ? metadata : null,
  }
}

function checkMetadata(metadata: unknown): void {
  const { event_type: type, event_payload: payload } = asObject(metadata)
  if (typeof type !== 'string' || type === '' || !isObject(payload)) refuse('invalid_metadata_format')
  if (JSON.stringify(metadata).length > 16_000) refuse('metadata_too_large')
}

function writable(args: Json, context: CallContext): SlackChannel {
  const { state, limits } = context
  needArgument(args, 'channel')
  const user = state.users.get(asString(args['channel']))
  const channel = user === undefined ? channelFor(args, context) : state.dmWith(user)
  if (channel.kind === 'im') {
    if (!limits.messagesTab) refuse('messages_tab_disabled')
    if (state.users.get(channel.userId ?? '')?.deleted === true) refuse('channel_not_found')
  }
  if (channel.archived) refuse('is_archived')
  if (!channel.memberIds.has(state.bot.id)) {
    const token = [...state.tokens.values()].find(({ kind }) => kind === 'bot')
    if (token?.scopes.includes('chat:write.public') !== true) refuse('not_in_channel')
  }
  return channel
}

/** Slack: 'chat.postMessage … one message per second per channel'. */
function pace(channelId: string, { state, limits, lastPosts }: CallContext): void {
  if (!limits.oneMessagePerSecond) return
  const last = lastPosts.get(channelId)
  if (last !== undefined && state.now() - last < 1000) throw new SlackRefusal('ratelimited', {}, 1)
  lastPosts.set(channelId, state.now())
}

function own(args: Json, context: CallContext, missing: string, foreign: string): SlackMessage {
  const channel = channelFor(args, context)
  const ts = needArgument(args, 'ts')
  const message = context.state.messagesIn(channel.id).find((one) => one.ts === ts && one.onlyFor === null)
  if (message === undefined) return refuse(missing)
  if (message.userId !== context.state.bot.id) return refuse(foreign)
  return message
}

function announce(message: SlackMessage, event: Json, context: CallContext): void {
  const kind = context.state.channels.get(message.channelId)?.kind ?? 'public'
  context.socketMode.message(kind, { channel: message.channelId, ...event })
}

const postMessage: WebMethod = {
  scope: 'chat:write',
  call: (args, context) => {
    const { state } = context
    const channel = writable(args, context)
    const body = messageBody(args, state)
    const threadTs = asString(args['thread_ts']) || null
    if (threadTs !== null && !state.messagesIn(channel.id).some(({ ts }) => ts === threadTs)) refuse('thread_not_found')
    const name = asString(args['username'])
    const imageUrl = asString(args['icon_url']) || null
    if (name !== '' || imageUrl !== null) context.needScope('chat:write.customize')
    pace(channel.id, context)
    // Longer texts are cut, not refused.
    const text = [...body.text].slice(0, POST_TEXT).join('')
    const as = name === '' ? null : { name, imageUrl }
    const message = state.addMessage(channel.id, state.bot.id, { ...body, text, threadTs, as })
    announce(message, messagePayload(state, message), context)
    return { channel: channel.id, ts: message.ts, message: messagePayload(state, message, true) }
  },
}

const update: WebMethod = {
  scope: 'chat:write',
  call: (args, context) => {
    const { state } = context
    const message = own(args, context, 'message_not_found', 'cant_update_message')
    const before = messagePayload(state, message)
    if (lengthOf(asString(args['text'])) > UPDATE_TEXT) refuse('msg_too_long')
    const body = messageBody(args, state)
    message.text = body.text
    // Blocks that are not sent again stay only when no text is sent either.
    message.blocks = body.blocks
    if (args['metadata'] !== undefined) message.metadata = body.metadata
    message.editedTs = state.newTs()
    const after = messagePayload(state, message)
    announce(
      message,
      { type: 'message', subtype: 'message_changed', message: after, previous_message: before },
      context,
    )
    return { channel: message.channelId, ts: message.ts, text: message.text, message: after }
  },
}

const remove: WebMethod = {
  scope: 'chat:write',
  call: (args, context) => {
    const message = own(args, context, 'message_not_found', 'cant_delete_message')
    if (message.isTombstone) refuse('message_not_found')
    const stays = context.state.removeMessage(message)
    const event =
      stays === undefined
        ? { subtype: 'message_deleted', deleted_ts: message.ts }
        : { subtype: 'message_changed', message: messagePayload(context.state, stays) }
    announce(message, { type: 'message', ...event }, context)
    return { channel: message.channelId, ts: message.ts }
  },
}

const postEphemeral: WebMethod = {
  scope: 'chat:write',
  call: (args, context) => {
    const { state } = context
    const userId = needArgument(args, 'user')
    const channel = writable(args, context)
    if (!channel.memberIds.has(state.bot.id)) refuse('not_in_channel')
    if (!channel.memberIds.has(userId)) refuse('user_not_in_channel')
    const message = state.addMessage(channel.id, state.bot.id, { ...messageBody(args, state), onlyFor: userId })
    return { message_ts: message.ts }
  },
}

const permalink: WebMethod = {
  call: (args, context) => {
    const channel = channelFor(args, context)
    const ts = needArgument(args, 'message_ts')
    if (!context.state.messagesIn(channel.id).some((message) => message.ts === ts)) return refuse('message_not_found')
    const { domain } = context.state.team
    return {
      channel: channel.id,
      permalink: `https://${domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`,
    }
  },
}

/** Only for links that the app was told of, to messages of others. */
const unfurl: WebMethod = {
  scope: 'links:write',
  call: (args, context) => {
    const channel = channelFor(args, context)
    const ts = needArgument(args, 'ts')
    const message = context.state.messagesIn(channel.id).find((one) => one.ts === ts)
    if (message === undefined) return refuse('cannot_find_message')
    for (const [url, raw] of Object.entries(asObject(args['unfurls']))) {
      if (!message.text.includes(url)) return refuse('cannot_unfurl_url')
      const blocks = asObject(raw)['blocks']
      const errors = blockErrors(blocks, 'message')
      if (errors.length > 0) refuseWith('invalid_unfurls_format', errors)
      message.unfurls.set(url, asObject(raw))
    }
    announce(
      message,
      { type: 'message', subtype: 'message_changed', message: messagePayload(context.state, message) },
      context,
    )
    return {}
  },
}

const react: WebMethod = {
  scope: 'reactions:write',
  call: (args, context) => {
    const name = needArgument(args, 'name')
    const channel = channelFor(args, context)
    const message = context.state.messagesIn(channel.id).find(({ ts }) => ts === args['timestamp'])
    if (message === undefined) return refuse('message_not_found')
    if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return refuse('invalid_name')
    const people = message.reactions.get(name) ?? new Set<string>()
    if (people.has(context.state.bot.id)) return refuse('already_reacted')
    message.reactions.set(name, people.add(context.state.bot.id))
    tellReaction('reaction_added', name, message, context)
    return {}
  },
}

const unreact: WebMethod = {
  scope: 'reactions:write',
  call: (args, context) => {
    const name = needArgument(args, 'name')
    const channel = channelFor(args, context)
    const message = context.state.messagesIn(channel.id).find(({ ts }) => ts === args['timestamp'])
    if (message === undefined) return refuse('message_not_found')
    const people = message.reactions.get(name)
    if (people?.delete(context.state.bot.id) !== true) return refuse('no_reaction')
    if (people.size === 0) message.reactions.delete(name)
    tellReaction('reaction_removed', name, message, context)
    return {}
  },
}

const reactions: WebMethod = {
  scope: 'reactions:read',
  call: (args, context) => {
    const channel = channelFor(args, context)
    const message = context.state.messagesIn(channel.id).find(({ ts }) => ts === args['timestamp'])
    if (message === undefined) return refuse('message_not_found')
    return { type: 'message', channel: channel.id, message: messagePayload(context.state, message) }
  },
}

function tellReaction(
  type: string,
  reaction: string,
  { channelId, ts, userId }: SlackMessage,
  context: CallContext,
): void {
  const item = { type: 'message', channel: channelId, ts }
  const user = context.state.bot.id
  context.socketMode.event(type, { type, user, reaction, item, item_user: userId })
}

export const CHAT_METHODS: Record<string, WebMethod> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': permalink,
  'chat.unfurl': unfurl,
  'reactions.add': react,
  'reactions.get': reactions,
  'reactions.remove': unreact,
}
