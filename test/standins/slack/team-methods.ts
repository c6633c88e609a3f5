import { needArgument, refuse, type WebMethod } from './method.ts'
import { userPayload } from './slack-payloads.ts'

/** Who am I, who are they, and where do events come from. */
export const TEAM_METHODS: Record<string, WebMethod> = {
  'auth.test': {
    call: (_, { state, caller }) => ({
      url: `https://${state.team.domain}.slack.com/`,
      team: (caller.team ?? state.team).name,
      user: state.bot.name,
      team_id: (caller.team ?? state.team).id,
      user_id: state.bot.id,
      bot_id: state.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    scope: 'team:read',
    call: (_, { state }) => ({ team: { ...state.team, email_domain: '', icon: {} } }),
  },
  'bots.info': {
    scope: 'users:read',
    call: (args, { state }) => {
      if (args['bot'] !== undefined && args['bot'] !== state.botId) refuse('bot_not_found')
      return {
        bot: { id: state.botId, app_id: state.appId, user_id: state.bot.id, name: state.bot.name, deleted: false },
      }
    },
  },
  'users.info': {
    scope: 'users:read',
    call: (args, { state }) => {
      const user = state.users.get(needArgument(args, 'user'))
      return user === undefined ? refuse('user_not_found') : { user: userPayload(state, user) }
    },
  },
  'users.lookupByEmail': {
    scope: 'users:read.email',
    call: (args, { state }) => {
      const email = needArgument(args, 'email')
      const user = [...state.users.values()].find((one) => one.email === email && !one.deleted)
      return user === undefined ? refuse('users_not_found') : { user: userPayload(state, user) }
    },
  },
  'usergroups.list': {
    scope: 'usergroups:read',
    call: (args, { state }) => ({
      usergroups: state.userGroups.map(({ id, name, users }) => ({
        id,
        name,
        handle: name.toLowerCase(),
        user_count: users.size,
        ...(String(args['include_users']) === 'true' ? { users: [...users] } : {}),
      })),
    }),
  },
  'apps.connections.open': {
    token: 'app',
    scope: 'connections:write',
    call: (_, { socketMode }) => ({ url: socketMode.newUrl() }),
  },
}
