import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** What the Slack app needs, and nothing else. */
export const SLACK_SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'links:read',
  'links:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users:read',
] as const

export const SLACK_EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'link_shared',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const

/** https://docs.slack.dev/reference/app-manifest */
const slackManifest = z.object({
  display_information: z.object({ name: z.string(), description: z.string(), background_color: z.string() }),
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.object({ display_name: z.string(), always_online: z.boolean() }),
    shortcuts: z.array(
      z.object({ name: z.string(), type: z.literal('message'), callback_id: z.string(), description: z.string() }),
    ),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        description: z.string(),
        should_escape: z.boolean(),
        url: z.string().optional(),
        usage_hint: z.string().optional(),
      }),
    ),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({
    redirect_urls: z.array(z.string()).optional(),
    scopes: z.object({ bot: z.array(z.string()) }),
  }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.object({
      is_enabled: z.boolean(),
      request_url: z.string().optional(),
      message_menu_options_url: z.string().optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})
export type SlackManifest = z.infer<typeof slackManifest>

/** What the bot answers to; a test holds it to what the bot knows. */
const COMMANDS = [
  {
    name: 'gigs',
    description: 'Show the open gigs that fit you best, or why you did not get one',
    usage: 'why <title, client or link>',
  },
  {
    name: 'niches',
    description: 'Topics whose members see their gigs before others: join and leave',
    usage: 'show | join | leave',
  },
  {
    name: 'announce',
    description: 'Announce something here and to members',
  },
  {
    name: 'events',
    description: 'What comes next in your communities, and whether you come',
    usage: 'show | answer',
  },
  {
    name: 'people',
    description: 'Find members by what they show of themselves',
    usage: '<skill or name>',
  },
  {
    name: 'vouch',
    description: 'Stand in for skills of members of your niches, and refer members for gigs',
    usage: 'show | give | withdraw | refer',
  },
  {
    name: 'coffee',
    description: 'Once a month a coffee with another member: take part, or not',
    usage: 'show | on | off',
  },
  {
    name: 'profile',
    description: 'What gigs are matched with: your skills, rate and availability',
    usage: 'show | edit',
  },
  {
    name: 'digest',
    description: 'What comes together once a day or week, and how',
    usage: 'show | daily | weekly | instant | include | leave-out | by | stop | off',
  },
  {
    name: 'quiet',
    description: 'When you hear nothing of gigs, and of which never',
    usage: 'show | hours | days | pause | mute | unmute | off',
  },
  {
    name: 'board',
    description: 'See and change the boards of your communities',
    usage: 'list | card | add | move | assign | comment',
  },
  { name: 'doc', description: 'Read, extend and find documents of your communities', usage: 'open | append | search' },
  { name: 'hub', description: 'Show your cards, your gigs and your settings' },
  {
    name: 'translate',
    description: 'Translate for me, or link channels so that each is read in its own language',
    usage: 'show | text | language | follow | unfollow | optout | optin | link | unlink',
  },
  { name: 'moderation', description: 'For moderators: what was reported or is held and waits for you' },
  {
    name: 'insights',
    description: 'For moderators: how your community does, in counts',
    usage: 'days 30 | 90 | 365, or niche edge-ml',
  },
  { name: 'link', description: 'Link this chat account with your account of the hub' },
]
const SHORTCUTS = [
  { id: 'create_card', name: 'Create card', description: 'Make a card of this message' },
  { id: 'show_link', name: 'Show hub links', description: 'Show what links to the hub lead to' },
  { id: 'translate_this', name: 'Translate this', description: 'Show this message in my language' },
  { id: 'report', name: 'Report', description: 'Report this message to the moderators' },
]

/** The app, ready to be pasted at https://api.slack.com/apps: by Socket Mode, or by HTTP at the hub's public address. */
export function makeSlackManifest({ publicUrl, mode }: { publicUrl: string; mode: 'socket' | 'http' }): SlackManifest {
  const isHttp = mode === 'http'
  const url = `${publicUrl}/slack/events`
  return {
    display_information: {
      name: 'Guildhall',
      description: 'Gigs, boards and documents of your communities',
      background_color: '#1f6f50',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Guildhall', always_online: true },
      shortcuts: SHORTCUTS.map(({ id, name, description }) => ({
        name,
        type: 'message',
        callback_id: id,
        description,
      })),
      slash_commands: COMMANDS.map(({ name, description, usage }) => ({
        command: `/${name}`,
        description,
        should_escape: false,
        ...(usage === undefined ? {} : { usage_hint: usage }),
        ...(isHttp ? { url } : {}),
      })),
      unfurl_domains: [new URL(publicUrl).hostname],
    },
    oauth_config: {
      ...(isHttp ? { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] } : {}),
      scopes: { bot: [...SLACK_SCOPES] },
    },
    settings: {
      event_subscriptions: { bot_events: [...SLACK_EVENTS], ...(isHttp ? { request_url: url } : {}) },
      interactivity: { is_enabled: true, ...(isHttp ? { request_url: url, message_menu_options_url: url } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: !isHttp,
      token_rotation_enabled: false,
    },
  }
}

export const slackManifestEndpoint = endpoint({
  method: 'get',
  path: '/api/platforms/slack/manifest',
  summary: 'The manifest of the Slack app for this hub, to be pasted where Slack makes apps',
  tag: 'platforms',
  access: 'session',
  query: z.object({ mode: z.enum(['socket', 'http']).default('socket') }),
  answer: slackManifest,
})
