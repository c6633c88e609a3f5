import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString, type Json } from '../shapes.ts'
import type { DiscordState, StandinEvent, StandinGuild } from './discord-state.ts'
import { FormErrors } from './form-errors.ts'
import * as refuse from './refusals.ts'

const CANCELED = 4

/** Events of a server that are somewhere else, https://docs.discord.com/developers/resources/guild-scheduled-event */
export class ScheduledEvents {
  readonly #state: DiscordState

  constructor(state: DiscordState) {
    this.#state = state
  }

  list(guild: StandinGuild): Answer {
    const standing = this.#state.scheduledEvents.filter(
      ({ guildId, body }) => guildId === guild.id && body['status'] !== CANCELED,
    )
    return { status: 200, body: standing.map(payload) }
  }

  create(request: SeenRequest, guild: StandinGuild): Answer {
    if (!this.#state.botMayPlan) return refuse.MISSING_PERMISSIONS
    const body = asObject(request.body)
    const refused = this.#refuse(body)
    if (refused !== undefined) return refused
    const event: StandinEvent = { id: this.#state.newId(), guildId: guild.id, body: { status: 1, ...body } }
    this.#state.scheduledEvents.push(event)
    return { status: 200, body: payload(event) }
  }

  change(request: SeenRequest, guild: StandinGuild, id: string | undefined): Answer {
    if (!this.#state.botMayPlan) return refuse.MISSING_PERMISSIONS
    const event = this.#state.scheduledEvents.find((one) => one.id === id && one.guildId === guild.id)
    if (event === undefined) return refuse.UNKNOWN_EVENT
    const whole = { ...event.body, ...asObject(request.body) }
    const refused = whole['status'] === CANCELED ? undefined : this.#refuse(whole)
    if (refused !== undefined) return refused
    event.body = whole
    return { status: 200, body: payload(event) }
  }

  #refuse(body: Json): Answer | undefined {
    const errors = new FormErrors()
    errors.text(['name'], body['name'], 1, 100)
    errors.text(['description'], body['description'], 0, 1000)
    errors.text(['entity_metadata', 'location'], asObject(body['entity_metadata'])['location'], 1, 100)
    const [starts, ends] = ['scheduled_start_time', 'scheduled_end_time'].map((name) =>
      Date.parse(asString(body[name])),
    )
    if (!((starts ?? 0) > this.#state.now() && (ends ?? 0) > (starts ?? 0))) {
      errors.add(['scheduled_start_time'], 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST', 'Cannot schedule event in the past.')
    }
    if (body['entity_type'] !== 3) errors.add(['entity_type'], 'BASE_TYPE_CHOICES', 'Only external events here.')
    if (body['privacy_level'] !== 2) errors.required(['privacy_level'])
    return errors.count > 0 ? { status: 400, body: errors.toBody() } : undefined
  }
}

function payload({ id, guildId, body }: StandinEvent): Json {
  return { ...body, id, guild_id: guildId }
}
