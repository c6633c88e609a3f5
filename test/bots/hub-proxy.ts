import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A wire between bots and hub that a test can hold, cut, or lead elsewhere. */
export class HubProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #pairs = new Set<{ bot: Socket; hub: Socket }>()
  #isHeld = false
  /** URL of the hub. */
  target: string

  private constructor(target: string) {
    this.target = target
    this.#server = createServer((bot) => this.#join(bot))
  }

  static async start(target: string): Promise<HubProxy> {
    const proxy = new HubProxy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** From now on nothing passes: the hub looks as slow as can be. */
  hold(): void {
    this.#isHeld = true
    for (const { bot } of this.#pairs) bot.pause()
  }

  release(): void {
    this.#isHeld = false
    for (const { bot } of this.#pairs) bot.resume()
  }

  cut(): void {
    for (const { bot, hub } of this.#pairs) {
      bot.destroy()
      hub.destroy()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  #join(bot: Socket): void {
    const { hostname, port } = new URL(this.target)
    const hub = connect(Number(port), hostname)
    const pair = { bot, hub }
    this.#pairs.add(pair)
    const end = () => {
      this.#pairs.delete(pair)
      bot.destroy()
      hub.destroy()
    }
    for (const socket of [bot, hub]) socket.on('error', end).on('close', end)
    bot.on('data', (bytes) => hub.write(bytes))
    hub.on('data', (bytes) => bot.write(bytes))
    if (this.#isHeld) bot.pause()
  }
}
