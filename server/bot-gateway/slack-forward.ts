import { request } from 'node:http'
import type { RequestHandler } from 'express'
import type { Log } from '../platform/log.ts'

const ANSWER_WITHIN_MS = 15_000

/** Passes on what Slack sends to the public address, byte by byte: the bot checks its signature. */
export function slackForward({ port, host }: { port: number; host: string }, log: Log): RequestHandler {
  return (req, res) => {
    const { method, originalUrl: path, headers } = req
    // A connection of its own: the bot closes the one on which it turned somebody away.
    const options = { host, port, method, path, headers, timeout: ANSWER_WITHIN_MS, agent: false }
    const onward = request(options, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('timeout', () => onward.destroy(new Error('the bot did not answer in time')))
    onward.on('error', (error) => {
      log.debug({ err: error }, 'not passed on to the Slack bot')
      if (res.headersSent) res.destroy()
      else res.writeHead(502).end()
    })
    res.on('close', () => onward.destroy())
    req.pipe(onward)
  }
}
