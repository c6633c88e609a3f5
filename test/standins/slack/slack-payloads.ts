import type { Json } from '../shapes.ts'
import type { SlackChannel, SlackMessage, SlackState, SlackUser, SlackView } from './slack-state.ts'

/** The objects of Slack's Web API, as far as the bots need them. */
export function userPayload(state: SlackState, user: SlackUser): Json {
  return {
    id: user.id,
    team_id: state.team.id,
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted,
    is_bot: user.isBot,
    tz: 'Europe/Berlin',
    tz_offset: 3600,
    locale: user.locale,
    profile: { real_name: user.realName, display_name: user.name, email: user.email, team: state.team.id },
  }
}

export function channelPayload(state: SlackState, channel: SlackChannel): Json {
  const base = { id: channel.id, created: 1_700_000_000, is_archived: channel.archived }
  if (channel.kind === 'im') return { ...base, is_im: true, is_channel: false, user: channel.userId, is_open: true }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_private: channel.kind === 'private',
    is_im: false,
    is_member: channel.memberIds.has(state.bot.id),
    num_members: channel.memberIds.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }
}

export function messagePayload(state: SlackState, message: SlackMessage, withMetadata = false): Json {
  const ours = message.userId === state.bot.id
  return {
    type: 'message',
    user: message.userId,
    ts: message.ts,
    text: message.text,
    team: state.team.id,
    ...(ours
      ? {
          bot_id: state.botId,
          app_id: state.appId,
          bot_profile: { id: state.botId, app_id: state.appId, name: 'guildhall', team_id: state.team.id },
        }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === null ? {} : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.reactions.size === 0
      ? {}
      : { reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })) }),
  }
}

export function viewPayload(state: SlackState, view: SlackView): Json {
  return {
    private_metadata: '',
    callback_id: '',
    ...view.body,
    id: view.id,
    team_id: state.team.id,
    app_id: state.appId,
    bot_id: state.botId,
    hash: view.hash,
    root_view_id: view.rootId,
    state: { values: {} },
  }
}
