import type { Server } from 'node:http'
import { Server as SocketServer } from 'socket.io'
import type { MemberService } from './members/member-service.ts'
import type { EventBus } from './platform/event-bus.ts'
import { LiveHub, type LiveHubDeps } from './platform/live/live-hub.ts'
import type { RedisConnections } from './platform/redis.ts'
import type { Teardown } from './platform/teardown.ts'

export interface ComposeLiveDeps extends Omit<LiveHubDeps, 'io' | 'membershipsOf'> {
  http: Server
  redis: RedisConnections | undefined
  members: MemberService
  events: EventBus
  teardown: Teardown
}

/** Puts together what tells open pages and bots at once: Socket.IO, over Redis where there is one. */
export async function composeLive(deps: ComposeLiveDeps): Promise<{ io: SocketServer; live: LiveHub }> {
  const { http, redis, authenticate, isOwnOrigin, members, events, metrics, log, teardown } = deps
  const streams = redis?.commands.duplicate({ enableOfflineQueue: true })
  // That Redis is away is said by the connections of `redis`; without a listener it would be printed for this one, too.
  streams?.on('error', () => {})
  teardown.add(() => streams?.disconnect())
  const io = new SocketServer(http, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 1_000_000,
    ...(streams === undefined
      ? {}
      : { adapter: (await import('@socket.io/redis-streams-adapter')).createAdapter(streams) }),
  })
  teardown.add(() => io.close())
  const live = new LiveHub({
    io,
    authenticate,
    isOwnOrigin,
    membershipsOf: async (accountId) =>
      (await members.membershipsOf(accountId)).map(({ member }) => ({
        memberId: member.id,
        communityId: member.communityId,
        isGuest: member.role === 'guest',
      })),
    metrics,
    log,
  })
  teardown.add(() => live.close())
  events.subscribe('access:changed', ({ accountId }) => {
    if (accountId !== null) live.refresh(accountId)
  })
  return { io, live }
}
