import { asArray, asObject, asString, type Json } from '../shapes.ts'
import { channelPayload, messagePayload, viewPayload } from './slack-payloads.ts'
import type { SlackChannel, SlackMessage, SlackState, SlackUser, SlackView } from './slack-state.ts'
import type { Envelope, SocketMode } from './socket-mode.ts'
import type { ResponseUrl, Triggers } from './triggers.ts'

/** What one person can do in a Slack client. Each act fails as the client would not offer it. */
export class SlackPerson {
  readonly user: SlackUser
  readonly #state: SlackState
  readonly #socketMode: SocketMode
  readonly #triggers: Triggers
  readonly #url: (response: ResponseUrl) => string
  readonly #commands: readonly string[]

  constructor(
    user: SlackUser,
    hub: {
      state: SlackState
      socketMode: SocketMode
      triggers: Triggers
      commands: readonly string[]
      url: (response: ResponseUrl) => string
    },
  ) {
    this.user = user
    this.#state = hub.state
    this.#socketMode = hub.socketMode
    this.#triggers = hub.triggers
    this.#commands = hub.commands
    this.#url = hub.url
  }

  /** The conversation with the bot, oldest first, with what only this person sees. */
  get directMessages(): SlackMessage[] {
    return this.#state.messagesIn(this.#state.dmWith(this.user).id)
  }

  /** What only this person was shown, anywhere, oldest first. */
  get ephemerals(): SlackMessage[] {
    return [...this.#state.messages.values()]
      .flat()
      .filter(({ onlyFor }) => onlyFor === this.user.id)
      .toSorted((a, b) => (a.ts < b.ts ? -1 : 1))
  }

  write(channel: SlackChannel, text: string, threadTs: string | null = null): SlackMessage {
    const message = this.#state.addMessage(channel.id, this.user.id, { text, threadTs })
    const payload = { ...messagePayload(this.#state, message), channel: channel.id }
    this.#socketMode.message(channel.kind, payload)
    if (channel.kind !== 'im' && text.includes(`<@${this.#state.bot.id}>`)) {
      this.#socketMode.event('app_mention', { ...payload, type: 'app_mention' })
    }
    return message
  }

  react(message: SlackMessage, name: string): void {
    const people = message.reactions.get(name) ?? new Set<string>()
    message.reactions.set(name, people.add(this.user.id))
    const item = { type: 'message', channel: message.channelId, ts: message.ts }
    this.#socketMode.event('reaction_added', {
      type: 'reaction_added',
      user: this.user.id,
      reaction: name,
      item,
      item_user: message.userId,
    })
  }

  openHome(): void {
    const channel = this.#state.dmWith(this.user).id
    this.#socketMode.event('app_home_opened', { type: 'app_home_opened', user: this.user.id, channel, tab: 'home' })
  }

  run(channel: SlackChannel, command: string, text = ''): Envelope {
    if (!this.#commands.includes(command)) throw new Error(`${command} is not a valid command`)
    const response = this.#triggers.newResponseUrl({ userId: this.user.id, channelId: channel.id, sourceTs: null })
    return this.#socketMode.send('slash_commands', {
      token: 'verification-token',
      team_id: this.#state.team.id,
      team_domain: this.#state.team.domain,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: this.user.id,
      user_name: this.user.name,
      command,
      text,
      api_app_id: this.#state.appId,
      is_enterprise_install: 'false',
      response_url: this.#url(response),
      trigger_id: this.#triggers.newTrigger(this.user.id),
    })
  }

  /** Presses the button with this label. */
  press(message: SlackMessage, label: string): Envelope {
    const found = this.#element(
      message,
      (element) => element['type'] === 'button' && asObject(element['text'])['text'] === label,
    )
    if (found === undefined) throw new Error(`there is no button '${label}' on this message`)
    const { type, action_id, text, value, url } = found.element
    return this.#act(message, {
      type,
      action_id,
      block_id: found.blockId,
      text,
      value,
      url,
      action_ts: this.#state.newTs(),
    })
  }

  /** Chooses an option of the select or overflow menu of the message that has it. */
  choose(message: SlackMessage, label: string): Envelope {
    const matches = (option: unknown) => asObject(asObject(option)['text'])['text'] === label
    const found = this.#element(message, (element) => asArray(element['options']).some(matches))
    if (found === undefined) throw new Error(`there is no option '${label}' on this message`)
    const { type, action_id, options } = found.element
    const selected_option = asArray(options).find(matches)
    return this.#act(message, {
      type,
      action_id,
      block_id: found.blockId,
      selected_option,
      action_ts: this.#state.newTs(),
    })
  }

  /** Sends an action as a forged client can: any action id and value. */
  forge(message: SlackMessage, actionId: string, value: string): Envelope {
    return this.#act(message, {
      type: 'button',
      action_id: actionId,
      block_id: 'x',
      value,
      action_ts: this.#state.newTs(),
    })
  }

  /** Modals that this person has open, the topmost last. */
  get modals(): SlackView[] {
    return [...this.#state.views.values()].filter((view) => view.userId === this.user.id)
  }

  /** Fills in and sends the topmost modal; `values` by action id. */
  submit(values: Record<string, string>): Envelope {
    const view = this.modals.at(-1)
    if (view === undefined) throw new Error('no modal is open')
    const state: Record<string, Json> = {}
    for (const raw of asArray(view.body['blocks'])) {
      const block = asObject(raw)
      const element = asObject(block['element'])
      const actionId = asString(element['action_id'])
      if (block['type'] !== 'input') continue
      const value = values[actionId]
      if (value === undefined && block['optional'] !== true) throw new Error(`'${actionId}' must be filled in`)
      const select = asString(element['type']).includes('select')
      const picked = asArray(element['options']).find((option) => asObject(option)['value'] === value)
      const filled = select
        ? { type: element['type'], selected_option: picked ?? null }
        : { type: element['type'], value: value ?? null }
      state[asString(block['block_id'])] = { [actionId]: filled }
    }
    this.#state.views.delete(view.id)
    return this.#socketMode.send('interactive', {
      ...this.#base(),
      type: 'view_submission',
      trigger_id: this.#triggers.newTrigger(this.user.id),
      view: { ...viewPayload(this.#state, view), state: { values: state } },
      response_urls: [],
    })
  }

  #act(message: SlackMessage, action: Json): Envelope {
    if (message.onlyFor !== null && message.onlyFor !== this.user.id)
      throw new Error('this message is shown to somebody else only')
    const channel = this.#state.channels.get(message.channelId)
    if (channel === undefined) throw new Error('the channel is gone')
    const response = this.#triggers.newResponseUrl({
      userId: this.user.id,
      channelId: channel.id,
      sourceTs: message.ts,
    })
    const ephemeral = message.onlyFor !== null
    return this.#socketMode.send('interactive', {
      ...this.#base(),
      type: 'block_actions',
      container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral },
      trigger_id: this.#triggers.newTrigger(this.user.id),
      channel: { id: channel.id, name: asString(channelPayload(this.#state, channel)['name']) || 'directmessage' },
      ...(ephemeral ? {} : { message: messagePayload(this.#state, message) }),
      state: { values: {} },
      response_url: this.#url(response),
      actions: [action],
    })
  }

  #base(): Json {
    const { team, appId } = this.#state
    return {
      user: { id: this.user.id, username: this.user.name, name: this.user.name, team_id: team.id },
      api_app_id: appId,
      token: 'verification-token',
      team: { id: team.id, domain: team.domain },
      enterprise: null,
      is_enterprise_install: false,
    }
  }

  #element(message: SlackMessage, matches: (element: Json) => boolean): { element: Json; blockId: string } | undefined {
    for (const block of message.blocks) {
      const elements = block['type'] === 'actions' ? asArray(block['elements']) : [block['accessory']]
      const element = elements.map(asObject).find(matches)
      if (element !== undefined) return { element, blockId: asString(block['block_id']) }
    }
    return undefined
  }
}
