import { createServer } from 'node:http'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { listen } from '../../../server/platform/http/listen.ts'
import { announce } from './announce.ts'

/** `@y/websocket-server` as it comes: in memory only. */
const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
server.on('connection', (socket, request) => setupWSConnection(socket, request))
announce({ url: `ws://127.0.0.1:${await listen(http, 0, '127.0.0.1')}`, query: '' })
process.once('SIGTERM', () => process.exit(0))
