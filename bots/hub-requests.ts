import type { BotSocket } from '../shared/bot-socket.ts'

/** What flows and commands need of the hub. Rejects with a HubError; 'unavailable' while the hub is away. */
export type HubRequests = Pick<BotSocket, 'request'>
