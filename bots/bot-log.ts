/** What a bot says to whoever runs it: fields first, constant message. A pino logger is one. */
export interface BotLog {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
  debug(fields: object, message: string): void
}
