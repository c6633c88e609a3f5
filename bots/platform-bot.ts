import type { BotRequest, DeliveryOutcome, LeasedDelivery } from '../shared/bot-protocol.ts'
import type { BotLog } from './bot-log.ts'
import type { ChatFiles } from './chats/chat-files.ts'
import type { ChatPlatform } from './chats/chat-platform.ts'
import type { ChatWatch } from './chats/chat-watch.ts'
import type { Concierge } from './concierge.ts'
import type { Health } from './health.ts'
import type { HubRequests } from './hub-requests.ts'

/** What every platform's bot is given. */
export interface PlatformDeps {
  hub: HubRequests
  concierge: Concierge
  health: Health
  log: BotLog
  watch: ChatWatch
  files: ChatFiles
  /** To be called when `canSend` or `introduction()` has changed. */
  changed: () => void
}

/** The part of a bot that knows its platform. Disposing it lets answers that were begun be finished, for a while. */
export interface PlatformBot extends AsyncDisposable {
  readonly name: 'discord' | 'slack'
  /** What it hears of conversations. */
  readonly chats: ChatPlatform
  /** False while nothing can be sent at all, so that no delivery is used up on it. */
  readonly canSend: boolean
  /** Connects, and keeps connecting, in the background. */
  start(): void
  /** The hub has taken the hello: again after each time that it was away. */
  hubReady(): void
  /** Never rejects for what a platform does: that is an outcome. */
  send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome>
  introduction(): BotRequest<'hello'>
  /** Called now and then: tells `health` how fast the platform answers. */
  measure(): Promise<void>
}
