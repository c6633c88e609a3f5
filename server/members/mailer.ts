import type { Log } from '../platform/log.ts'

export interface Mail {
  to: string
  subject: string
  text: string
  /** The same for programs that show it. */
  html?: string
  /** Shown in `html` by 'cid:' and the id. */
  images?: readonly { id: string; name: string; type: string; bytes: Buffer }[]
  headers?: Readonly<Record<string, string>>
  /** The same for the same mail: what is sent twice is shown once by most mail programs. */
  messageId?: string
}

export interface Mailer {
  /** False: there is no mail server, and mails are printed to the log. */
  readonly sends: boolean
  send(mail: Mail): Promise<void>
}

export function createMailer(config: { smtpUrl: string | undefined; from: string }, log: Log): Mailer {
  if (config.smtpUrl === undefined) {
    return {
      sends: false,
      async send({ to, subject, text }) {
        // The one place where a link that opens a door is logged: on a hub without mail, its log is the letter box.
        log.info({ to, subject }, `No SMTP_URL is set, so this mail is printed here:\n${text}`)
      },
    }
  }
  const { smtpUrl, from } = config
  // Loaded with the first mail: many hubs never send one.
  const transport = once(async () => (await import('nodemailer')).createTransport(smtpUrl, { from }))
  return {
    sends: true,
    async send({ images = [], ...mail }) {
      const attachments = images.map(({ id, name, type, bytes }) => ({
        cid: id,
        filename: name,
        contentType: type,
        content: bytes,
        contentDisposition: 'inline' as const,
      }))
      await (await transport()).sendMail({ ...mail, attachments, headers: { ...mail.headers } })
    },
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
