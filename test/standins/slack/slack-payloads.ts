import type { Json } from '../shapes.ts'
import type { SlackChannel, SlackFile, SlackMessage, SlackState, SlackUser, SlackView } from './slack-state.ts'

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
    profile: {
      real_name: user.realName,
      display_name: user.name,
      email: user.email,
      team: state.team.id,
      image_72: `https://avatars.slack-edge.com/${user.id}_72.png`,
    },
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
  const replies = state.messagesIn(message.channelId).filter(({ threadTs }) => threadTs === message.ts)
  return {
    type: 'message',
    user: message.isTombstone ? 'USLACKBOT' : message.userId,
    ts: message.ts,
    text: message.text,
    team: state.team.id,
    ...(ours && !message.isTombstone
      ? {
          bot_id: state.botId,
          app_id: state.appId,
          bot_profile: { id: state.botId, app_id: state.appId, name: 'guildhall', team_id: state.team.id },
        }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.as === null ? {} : { subtype: 'bot_message', username: message.as.name }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(replies.length === 0
      ? {}
      : { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
    ...(message.files.length === 0
      ? {}
      : { subtype: 'file_share', files: message.files.map((file) => filePayload(state, file)) }),
    ...(message.isTombstone ? { subtype: 'tombstone', hidden: true } : {}),
    ...(message.editedTs === null ? {} : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.reactions.size === 0
      ? {}
      : { reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })) }),
  }
}

export function filePayload(state: SlackState, { id, name, bytes }: SlackFile): Json {
  return {
    id,
    name,
    size: bytes.length,
    mimetype: name.endsWith('.png') ? 'image/png' : 'application/octet-stream',
    mode: 'hosted',
    url_private: `${state.filesUrl}/files-pri/${id}/${encodeURIComponent(name)}`,
    url_private_download: `${state.filesUrl}/files-pri/${id}/download/${encodeURIComponent(name)}`,
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
