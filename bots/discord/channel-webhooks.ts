import { DiscordAPIError, ChannelType, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'

const NAME = 'Guildhall'
const MOST = 10_000

const webhook = z.object({
  id: z.string(),
  token: z.string().optional(),
  application_id: z.string().nullish(),
})
const application = z.object({ id: z.string() })
const channel = z.object({ type: z.number() })
const FORUM: number = ChannelType.GuildForum

export interface Webhook {
  id: string
  token: string
}

export interface ChannelWebhooksDeps {
  rest: REST
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** The bot's own webhook of each channel, made when it is first needed. */
export class ChannelWebhooks {
  readonly #deps: ChannelWebhooksDeps
  readonly #known = new Map<string, Webhook>()
  readonly #forums = new Map<string, boolean>()
  #applicationId: string | undefined

  constructor(deps: ChannelWebhooksDeps) {
    this.#deps = deps
  }

  /** One that somebody has deleted is made anew, once. @throws what Discord answers. */
  async use<T>(channelId: string, signal: AbortSignal, work: (webhook: Webhook) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#of(channelId, signal))
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownWebhook)) throw error
      this.#known.delete(channelId)
      return await work(await this.#of(channelId, signal))
    }
  }

  async isForum(channelId: string, signal: AbortSignal): Promise<boolean> {
    const known = this.#forums.get(channelId)
    if (known !== undefined) return known
    const { type } = channel.parse(
      await this.#deps.call(() => this.#deps.rest.get(Routes.channel(channelId), { signal }), signal),
    )
    const isForum = type === FORUM
    if (this.#forums.size >= MOST) this.#forums.clear()
    this.#forums.set(channelId, isForum)
    return isForum
  }

  async #of(channelId: string, signal: AbortSignal): Promise<Webhook> {
    const known = this.#known.get(channelId)
    if (known !== undefined) return known
    const { rest, call } = this.#deps
    const route = Routes.channelWebhooks(channelId)
    this.#applicationId ??= application.parse(
      await call(() => rest.get(Routes.currentApplication(), { signal }), signal),
    ).id
    const all = z.array(webhook).parse(await call(() => rest.get(route, { signal }), signal))
    const own =
      all.find((one) => one.application_id === this.#applicationId && one.token !== undefined) ??
      webhook.parse(await call(() => rest.post(route, { body: { name: NAME }, signal }), signal))
    const usable = { id: own.id, token: own.token ?? '' }
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(channelId, usable)
    return usable
  }
}
