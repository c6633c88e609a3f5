import { type Logger, LogLevel } from '@slack/bolt'
import type { BotLog } from '../bot-log.ts'

/** What Slack's libraries log: each failure is told once by ours, so theirs are for who looks for more. */
export function slackLogger(log: BotLog): Logger {
  const debug = (...words: unknown[]) =>
    log.debug({ detail: words.map(String).join(' ').slice(0, 500) }, 'Slack library')
  return {
    // Whole payloads, with what people wrote.
    debug: () => undefined,
    info: () => undefined,
    warn: debug,
    error: debug,
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  }
}
