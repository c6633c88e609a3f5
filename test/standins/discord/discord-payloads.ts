import { asArray, asString, type Json } from '../shapes.ts'
import type {
  DiscordState,
  StandinChannel,
  StandinFile,
  StandinGuild,
  StandinMessage,
  StandinUser,
} from './discord-state.ts'

/** The objects of Discord's API v10, as far as discord.js needs them. */
export function userPayload(user: StandinUser): Json {
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: user.globalName,
    avatar: null,
    bot: user.bot,
    system: false,
    public_flags: 0,
  }
}

export function memberPayload(user: StandinUser, guild?: StandinGuild): Json {
  return {
    user: userPayload(user),
    nick: null,
    avatar: null,
    banner: null,
    roles: guild?.rolesOf.get(user.id) ?? [],
    joined_at: '2025-01-01T00:00:00.000000+00:00',
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  }
}

export function channelPayload(state: DiscordState, channel: StandinChannel): Json {
  const last = state.messagesIn(channel.id).at(-1)?.id ?? null
  const base = { id: channel.id, type: channel.type, last_message_id: last, flags: 0 }
  const recipient = channel.recipientId === null ? undefined : state.users.get(channel.recipientId)
  if (recipient !== undefined) return { ...base, recipients: [userPayload(recipient)] }
  if (channel.parentId !== undefined) return { ...base, ...threadPayload(state, channel, channel.parentId) }
  const webhooks = channel.botMay.webhooks === false ? 0 : 1 << 29
  const allow = (channel.botMay.view ? 1 << 10 : 0) | (channel.botMay.send ? 1 << 11 : 0) | webhooks
  const deny = (channel.botMay.view ? 0 : 1 << 10) | (channel.botMay.send ? 0 : 1 << 11)
  return {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    position: 0,
    topic: null,
    nsfw: false,
    parent_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: [
      { id: state.bot.id, type: 1, allow: String(allow), deny: String(deny) },
      ...(channel.isPrivate === true ? [{ id: channel.guildId, type: 0, allow: '0', deny: String(1 << 10) }] : []),
    ],
  }
}

function threadPayload(state: DiscordState, { guildId, name }: StandinChannel, parentId: string): Json {
  return {
    guild_id: guildId,
    name,
    parent_id: parentId,
    owner_id: state.bot.id,
    message_count: 0,
    member_count: 1,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1440,
      archive_timestamp: '2025-01-01T00:00:00.000000+00:00',
      locked: false,
    },
  }
}

export function guildPayload(guild: StandinGuild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: guild.roles.map((role, position) => ({
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      position,
      managed: false,
      mentionable: false,
      flags: 0,
      ...role,
    })),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    description: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    nsfw_level: 0,
    max_members: 500_000,
  }
}

/** What GUILD_CREATE carries beyond the guild itself. */
export function guildCreatePayload(state: DiscordState, guild: StandinGuild): Json {
  const members = [...guild.memberIds].map((id) => state.users.get(id)).filter((user) => user !== undefined)
  return {
    ...guildPayload(guild),
    joined_at: '2025-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: members.length,
    // Without the privileged intent GUILD_MEMBERS only the bot itself comes along.
    members: members.filter((user) => user.id === state.bot.id).map((user) => memberPayload(user, guild)),
    channels: [...state.channels.values()]
      .filter((channel) => channel.guildId === guild.id && channel.botMay.view && channel.parentId === undefined)
      .map((channel) => channelPayload(state, channel)),
    voice_states: [],
    threads: [...state.channels.values()]
      .filter((channel) => channel.guildId === guild.id && channel.parentId !== undefined)
      .map((channel) => channelPayload(state, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

export function messagePayload(state: DiscordState, message: StandinMessage): Json {
  const { body, webhook } = message
  return {
    id: message.id,
    type: message.body['message_reference'] === undefined || body['message_snapshots'] !== undefined ? 0 : 19,
    channel_id: message.channelId,
    author: authorPayload(state, message),
    ...(webhook === null ? {} : { webhook_id: webhook.id, application_id: state.applicationId }),
    content: asString(body['content']),
    timestamp: new Date(message.sentAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: [...asString(body['content']).matchAll(/<@!?(\d+)>/g)].flatMap((found) => {
      const user = state.users.get(found[1] ?? '')
      return user === undefined ? [] : [userPayload(user)]
    }),
    mention_roles: [],
    attachments: message.files.map((file) => attachmentPayload(state, file)),
    embeds: asArray(body['embeds']).map((embed) => ({ type: 'rich', ...(embed as Json) })),
    components: asArray(body['components']).map(withIds()),
    pinned: false,
    flags: Number(body['flags'] ?? 0),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(body['message_snapshots'] === undefined ? {} : { message_snapshots: body['message_snapshots'] }),
    ...(body['message_reference'] === undefined ? {} : { message_reference: body['message_reference'] }),
    reactions: [...message.reactions].map(([name, people]) => ({
      emoji: { id: null, name },
      count: people.size,
      count_details: { burst: 0, normal: people.size },
      me: people.has(state.bot.id),
      me_burst: false,
      burst_colors: [],
    })),
  }
}

function authorPayload(state: DiscordState, { authorId, webhook }: StandinMessage): Json {
  if (webhook === null) return userPayload(state.users.get(authorId) ?? state.bot)
  return {
    id: webhook.id,
    username: webhook.name,
    discriminator: '0000',
    global_name: null,
    avatar: null,
    bot: true,
    public_flags: 0,
  }
}

/** Discord numbers the components of a message in the order in which they stand. */
function withIds(): (component: unknown) => Json {
  let next = 0
  const number = (component: unknown): Json => {
    next += 1
    const { components, accessory, ...rest } = component as Json
    return {
      id: next,
      ...rest,
      ...(components === undefined ? {} : { components: asArray(components).map(number) }),
      ...(accessory === undefined ? {} : { accessory: number(accessory) }),
    }
  }
  return number
}

export function attachmentPayload(state: DiscordState, { id, name, bytes }: StandinFile): Json {
  return {
    id,
    filename: name,
    size: bytes.length,
    url: `${state.cdnUrl}/${id}/${encodeURIComponent(name)}`,
    proxy_url: `${state.cdnUrl}/${id}/${encodeURIComponent(name)}`,
    content_type: name.endsWith('.png') ? 'image/png' : 'application/octet-stream',
  }
}
