import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Socket } from 'socket.io-client'
import { type LiveEvents, liveEvents, LIVE_NAMESPACE, type ServerToWeb } from '../../../shared/live-protocol.ts'
import { addTranslations, takeMessage, takeRead, takeTyping } from '../rooms/room-cache.ts'
import { setHubReachable } from './hub-status.ts'
import { useCommunity } from './session.tsx'
import { addUnread } from './unread.ts'

const RECONNECT_CAP_MS = 10_000
/** Kinds of what is read once and then grows by each event: one that came between reading and listening would be missed. */
const GROWING: ReadonlySet<unknown> = new Set(['rooms', 'messages', 'unread'])
const OPTIONS = { transports: ['websocket', 'polling'], reconnectionDelayMax: RECONNECT_CAP_MS }

/** Keeps the pages true to what happens in the hub, for as long as somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient()
  const { account } = useCommunity()
  useEffect(() => {
    let close: (() => void) | undefined
    let isOver = false
    const open = async () => {
      const { io } = await import('socket.io-client')
      // StrictMode mounts twice: the first is over by now.
      if (!isOver) close = openLive(io(LIVE_NAMESPACE, OPTIONS), client)
    }
    void open()
    return () => {
      isOver = true
      close?.()
    }
  }, [client, account.id])
}

/** Ids of members who have the hub open somewhere. */
export function useOnline(): readonly string[] {
  const { community } = useCommunity()
  const { data } = useQuery<string[]>({ queryKey: ['online', community.id], enabled: false, initialData: [] })
  return data
}

function openLive(socket: Socket<ServerToWeb>, client: QueryClient): () => void {
  let wasConnected = false
  // Socket.IO takes it as final when the hub ends a connection or refuses one: a hub that restarts does both.
  let timer: ReturnType<typeof setTimeout> | undefined
  const reconnect = () => {
    clearTimeout(timer)
    if (!socket.active) timer = setTimeout(() => socket.connect(), RECONNECT_CAP_MS * (0.2 + Math.random() * 0.3))
  }
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') setHubReachable(false)
    if (reason !== 'io client disconnect') reconnect()
  })
  socket.on('connect_error', () => {
    setHubReachable(false)
    reconnect()
  })
  socket.on('connect', () => {
    setHubReachable(true)
    // Whatever happened while the socket was away is asked for; at first, what news would have been added to meanwhile.
    void client.invalidateQueries(wasConnected ? {} : { predicate: ({ queryKey: [kind] }) => GROWING.has(kind) })
    wasConnected = true
  })
  listen(socket, 'online', ({ communityId, memberIds }) => client.setQueryData(['online', communityId], memberIds))
  listen(socket, 'gig:changed', ({ communityId }) => {
    void client.invalidateQueries({ queryKey: ['gigs', communityId] })
    void client.invalidateQueries({ queryKey: ['gig', communityId] })
    void client.invalidateQueries({ queryKey: ['held', communityId] })
  })
  listen(socket, 'gig:matched', ({ gig, eligible }) => {
    if (eligible) addUnread('gigs')
    void client.invalidateQueries({ queryKey: ['gigs', gig.communityId] })
    void client.invalidateQueries({ queryKey: ['gig', gig.communityId, gig.id] })
  })
  listen(socket, 'delivery:targets', ({ communityId }) => {
    void client.invalidateQueries({ queryKey: ['deliveries', communityId] })
    void client.invalidateQueries({ queryKey: ['paused-targets', communityId] })
  })
  listen(socket, 'notification:added', ({ communityId, unread }) => {
    client.setQueryData(['unread', communityId], unread)
    void client.invalidateQueries({ queryKey: ['inbox', communityId] })
  })
  listen(socket, 'notification:read', ({ communityId, unread }) => {
    client.setQueryData(['unread', communityId], unread)
    void client.invalidateQueries({ queryKey: ['inbox', communityId] })
  })
  for (const name of ['room:changed', 'room:threads'] as const) {
    listen(socket, name, ({ communityId, roomId, isGone }) => {
      void client.invalidateQueries({ queryKey: ['rooms', communityId] })
      if (isGone !== true) void client.invalidateQueries({ queryKey: ['room', roomId] })
    })
  }
  listen(socket, 'room:links', ({ roomId }) => void client.invalidateQueries({ queryKey: ['room-links', roomId] }))
  listen(socket, 'room:message', (event) => takeMessage(client, event))
  listen(socket, 'room:read', (read) => takeRead(client, read))
  listen(socket, 'room:translation', ({ roomId, ...one }) => addTranslations(client, roomId, [one]))
  listen(socket, 'room:typing', (typing) => takeTyping(client, typing))
  listen(socket, 'board:comments', ({ documentId }) => {
    void client.invalidateQueries({ queryKey: ['board-comments', documentId] })
  })
  listen(socket, 'document:changed', ({ communityId, documentId }) => {
    void client.invalidateQueries({ queryKey: ['documents', communityId] })
    void client.invalidateQueries({ queryKey: ['document', documentId] })
  })
  listen(socket, 'document:commented', ({ documentId }) => {
    void client.invalidateQueries({ queryKey: ['threads', documentId] })
  })
  return () => {
    clearTimeout(timer)
    socket.close()
  }
}

/** Checks what comes in: a payload that is not as agreed is left out, the next refetch brings the truth. */
function listen<N extends keyof LiveEvents>(
  socket: Socket<ServerToWeb>,
  name: N,
  handle: (payload: LiveEvents[N]) => void,
): void {
  const listener = (payload: unknown) => {
    const parsed = liveEvents[name].safeParse(payload)
    if (parsed.success) handle(parsed.data as LiveEvents[N])
  }
  const untyped: Socket = socket
  const event: string = name
  untyped.on(event, listener)
}
