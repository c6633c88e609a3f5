import { isatty } from 'node:tty'
import { pino, stdTimeFunctions, type Logger } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** JSON lines; readable lines where a person looks. */
export function createLog(level: string): Log {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    base: null,
    redact: {
      paths: ['token', '*.token', 'secret', '*.secret', 'headers.cookie', 'headers.authorization'],
      censor: '[removed]',
    },
  }
  // Asked of the descriptor: in a thread the stream does not know.
  if (isatty(1)) return pino(options, pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
  return pino(options)
}
