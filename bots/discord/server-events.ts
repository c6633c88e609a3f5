import { GuildScheduledEventStatus, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { EventCard } from '../../shared/event-card.ts'
import { clip, oneLine } from '../text/clip.ts'

/** https://docs.discord.com/developers/resources/guild-scheduled-event: for guild members only; somewhere else. */
const GUILD_ONLY = 2
const EXTERNAL = 3
const MOST_TEXT = 1000
const MOST_PLACE = 100
const SNOWFLAKE = /^\d{1,20}$/

const serverEvent = z.object({
  id: z.string(),
  description: z.string().nullish(),
  scheduled_start_time: z.string(),
})

export interface ServerEventsDeps {
  rest: REST
  /** Waits out limits as far as there is time. */
  call: <T>(make: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** Events of the hub as scheduled events of a Discord server. Needs 'Create Events', and 'Manage Events' for changes. */
export class ServerEvents {
  readonly #deps: ServerEventsDeps

  constructor(deps: ServerEventsDeps) {
    this.#deps = deps
  }

  async put(
    { attempt, edits, target }: LeasedDelivery,
    card: EventCard,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const guildId = target.workspaceId ?? ''
    if (!SNOWFLAKE.test(guildId)) return { status: 'refused', reason: 'target_gone', message: 'Not an id of Discord.' }
    const standing =
      edits?.parts[0]?.messageId ?? (attempt > 1 ? await this.#postedBefore(guildId, card, signal) : undefined)
    const messageId = standing === undefined ? await this.#create(guildId, card, signal) : standing
    if (standing !== undefined) await this.#change(guildId, standing, card, signal)
    return { status: 'sent', receipt: { parts: [{ channelId: guildId, messageId }] } }
  }

  async #create(guildId: string, card: EventCard, signal: AbortSignal): Promise<string> {
    const body = { ...bodyOf(card), privacy_level: GUILD_ONLY, entity_type: EXTERNAL }
    const { rest, call } = this.#deps
    return serverEvent.parse(
      await call(() => rest.post(Routes.guildScheduledEvents(guildId), { body, signal }), signal),
    ).id
  }

  async #change(guildId: string, eventId: string, card: EventCard, signal: AbortSignal): Promise<void> {
    const body = card.state === 'cancelled' ? { status: GuildScheduledEventStatus.Canceled } : bodyOf(card)
    const { rest, call } = this.#deps
    await call(() => rest.patch(Routes.guildScheduledEvent(guildId, eventId), { body, signal }), signal)
  }

  /** An earlier attempt may have got through: it is known by the address in its text and by its time. */
  async #postedBefore(guildId: string, card: EventCard, signal: AbortSignal): Promise<string | undefined> {
    const { rest, call } = this.#deps
    const answer = await call(() => rest.get(Routes.guildScheduledEvents(guildId), { signal }), signal)
    return z
      .array(serverEvent)
      .parse(answer)
      .find(
        ({ description, scheduled_start_time }) =>
          description?.endsWith(card.hubUrl) === true && Date.parse(scheduled_start_time) === card.startsAt,
      )?.id
  }
}

function bodyOf({ title, markdown, hubUrl, startsAt, endsAt, place }: EventCard) {
  const text = clip(markdown, MOST_TEXT - hubUrl.length - 2)
  return {
    name: oneLine(title),
    description: text === '' ? hubUrl : `${text}\n\n${hubUrl}`,
    scheduled_start_time: new Date(startsAt).toISOString(),
    scheduled_end_time: new Date(endsAt).toISOString(),
    entity_metadata: {
      location: clip(place.url !== null && place.url.length <= MOST_PLACE ? place.url : place.label, MOST_PLACE),
    },
  }
}
