import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

export interface ReceivedMail {
  from: string
  to: string[]
  /** The lines before the body, those that go on with what they go on. */
  head: string
  /** Body, with soft line breaks of quoted-printable undone. */
  text: string
}

/** A mail server that takes every mail and keeps it: the part of RFC 5321 that a client needs. */
export class SmtpStandin implements AsyncDisposable {
  readonly received: ReceivedMail[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async start(): Promise<SmtpStandin> {
    const standin = new SmtpStandin()
    await new Promise<void>((resolve) => standin.#server.listen(0, '127.0.0.1', resolve))
    return standin
  }

  /** For SMTP_URL. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let mail: ReceivedMail = { from: '', to: [], head: '', text: '' }
    let data: string[] | undefined
    let rest = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    const onLine = (line: string) => {
      if (data !== undefined) {
        if (line !== '.') {
          data.push(line.replace(/^\.\./, '.'))
          return
        }
        const head = data.slice(0, data.indexOf('')).join('\n').replace(/\n\s+/g, ' ')
        this.received.push({ ...mail, head, text: decoded(data) })
        mail = { from: '', to: [], head: '', text: '' }
        data = undefined
        say('250 kept')
        return
      }
      const [, verb = '', address = ''] = /^(\w+)(?:[^<]*<([^>]*)>)?/.exec(line) ?? []
      switch (verb.toUpperCase()) {
        case 'EHLO':
        case 'HELO':
        case 'RSET':
          return say('250 standin')
        case 'MAIL':
          mail.from = address
          return say('250 ok')
        case 'RCPT':
          mail.to.push(address)
          return say('250 ok')
        case 'DATA':
          data = []
          return say('354 end with a point')
        case 'QUIT':
          say('221 bye')
          return socket.end()
        default:
          return say('502 not known')
      }
    }
    say('220 standin')
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    })
  }
}

function decoded(lines: readonly string[]): string {
  const text = lines.slice(lines.indexOf('') + 1).join('\n')
  if (!lines.some((line) => /^content-transfer-encoding: quoted-printable/i.test(line))) return text
  return text
    .replace(/=\n/g, '')
    .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())
}
