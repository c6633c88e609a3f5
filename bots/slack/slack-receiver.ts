import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver, type Installation, type InstallationQuery, type Logger, type webApi } from '@slack/bolt'
import { SLACK_SCOPES } from '../../shared/slack-manifest.ts'
import type { SlackWorkspaces } from './slack-workspaces.ts'

const MOST_BYTES = 1_000_000

export interface SlackHttpOptions {
  port: number
  /** Address to listen on. */
  host: string
  signingSecret: string
  /** Lets workspaces install the app; undefined: only the one whose token is configured. */
  oauth?: SlackOAuthOptions | undefined
}

export interface SlackOAuthOptions {
  clientId: string
  clientSecret: string
  /** e.g. 'https://slack.com/oauth/v2/authorize' */
  authorizeUrl: string
  /** Where people come back from Slack: '…/slack/oauth_redirect' at the hub's public address. */
  redirectUrl: string
  /** Signs the state that travels with them, and seals the tokens. */
  secret: string
}

/** Events, commands and interactions at /slack/events, and with OAuth /slack/install. */
export function slackReceiver(
  { signingSecret, oauth }: SlackHttpOptions,
  workspaces: SlackWorkspaces,
  clientOptions: webApi.WebClientOptions,
  logger: Logger,
): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    logger,
    bodyLimit: MOST_BYTES,
    dispatchErrorHandler: ({ response }) => {
      response.writeHead(404).end()
    },
    ...(oauth === undefined ? {} : installing(oauth, workspaces, clientOptions)),
  })
}

function installing(oauth: SlackOAuthOptions, workspaces: SlackWorkspaces, clientOptions: webApi.WebClientOptions) {
  const { clientId, clientSecret, authorizeUrl, redirectUrl, secret } = oauth
  return {
    clientId,
    clientSecret,
    stateSecret: secret,
    scopes: [...SLACK_SCOPES],
    redirectUri: redirectUrl,
    installerOptions: {
      directInstall: true,
      authorizationUrl: authorizeUrl,
      clientOptions,
      redirectUriPath: new URL(redirectUrl).pathname,
      callbackOptions: { success: answered(200, 'Guildhall is installed.'), failure: answered(400, 'Not installed.') },
    },
    installationStore: {
      async storeInstallation(installation: Installation) {
        const { team, bot } = installation
        if (team === undefined || bot === undefined) throw new Error('an installation without a workspace or a bot')
        const secrets = { botToken: bot.token, botId: bot.id, botUserId: bot.userId }
        await workspaces.install(team.id, team.name ?? team.id, secrets)
      },
      /** @throws Error for a workspace that this bot is not in (any more): Bolt drops what comes from there. */
      async fetchInstallation({ teamId }: InstallationQuery<boolean>): Promise<Installation> {
        const workspace = teamId === undefined ? undefined : workspaces.get(teamId)
        if (workspace === undefined) throw new Error('this bot is not in that workspace')
        const { id, name, secret } = workspace
        const bot = { token: secret.botToken, id: secret.botId, userId: secret.botUserId, scopes: [...SLACK_SCOPES] }
        const user = { id: secret.botUserId, token: undefined, scopes: undefined }
        return { team: { id, name }, enterprise: undefined, bot, user }
      },
    },
  }
}

function answered(status: number, text: string) {
  return (_result: unknown, _options: unknown, _request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`${text} You can close this page.`)
  }
}
