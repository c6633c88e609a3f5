import type { BotSocket } from '../shared/hub-client.ts'

/** What flows and commands need of the hub. Rejects with a HubError; 'unavailable' while the hub is away. */
export type HubRequests = Pick<BotSocket, 'request'>
