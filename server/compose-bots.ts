import type { Server } from 'socket.io'
import { BotGateway } from './bot-gateway/bot-gateway.ts'
import { type ChatHub, type ChatHubDeps, createChatHub } from './bot-gateway/create-chat-hub.ts'
import { PlatformStatusBoard } from './bot-gateway/platform-status.ts'
import type { HubConfig } from './config.ts'
import { chatHandlers } from './links/chat-handlers.ts'
import { createLinks, type CreateLinksDeps } from './links/create-links.ts'
import { TranslationsForPeople } from './links/translations-for-people.ts'
import type { TokenService } from './members/token-service.ts'
import { newSecret } from './platform/ids.ts'
import type { Principal } from './platform/principal.ts'
import type { Teardown } from './platform/teardown.ts'

export interface ComposeBotsDeps
  extends
    Omit<ChatHubDeps, 'links' | 'status' | 'chats' | 'roomMessage'>,
    Omit<CreateLinksDeps, keyof ChatHubDeps | 'accounts'> {
  config: HubConfig
  io: Server
  tokens: TokenService
  accounts: CreateLinksDeps['accounts']
  rooms: CreateLinksDeps['rooms']
  teardown: Teardown
}

export interface Bots {
  /** Opens `/bots` for the hub's own bots. Lives as long as the process. */
  botToken: string
  /** @returns undefined unless the token opens `/bots`. */
  authenticateBot: (token: string) => Promise<Principal | undefined>
  status: PlatformStatusBoard
  conversations: ReturnType<typeof createLinks>
  roles: ChatHub['roles']
}

/** Puts together what bots come to: their door, and what people and conversations do through it. */
export function composeBots(deps: ComposeBotsDeps): Bots {
  const { config, io, tokens, accounts, events, log, teardown } = deps
  const status = new PlatformStatusBoard(configuredPlatforms(config), (platform) =>
    platform === 'slack' && config.slack.http !== undefined && config.slack.signIn !== undefined
      ? `${deps.publicUrl()}/slack/install`
      : null,
  )
  const conversations = createLinks({ ...deps, status })
  const chat = createChatHub({
    ...deps,
    status,
    links: accounts,
    roomMessage: (...message) => conversations.intake.roomMessage(...message),
    chats: (askers) => {
      const people = new TranslationsForPeople({ ...deps, ...conversations, askers })
      return chatHandlers({ ...conversations, askers, people })
    },
  })
  const botToken = newSecret()
  const authenticateBot = async (token: string): Promise<Principal | undefined> => {
    if (token === botToken) return { kind: 'hub' }
    const principal = await tokens.authenticate(token)
    return principal?.kind === 'token' && principal.scopes.has('bot') ? principal : undefined
  }
  const isTokenValid = (tokenId: string) => tokens.isValid(tokenId)
  const { handlers } = chat
  const { atHand } = deps
  const gateway = new BotGateway({ io, authenticateBot, isTokenValid, handlers, status, atHand, events, log })
  teardown.add(() => gateway.close())
  return { botToken, authenticateBot, status, conversations, roles: chat.roles }
}

function configuredPlatforms(config: HubConfig): ReadonlySet<string> {
  const platforms = new Set<string>()
  if (config.discord.token !== undefined) platforms.add('discord')
  if (config.slack.botToken !== undefined || config.slack.http !== undefined) platforms.add('slack')
  return platforms
}
