import { asArray, asObject, asString, type Json } from '../shapes.ts'
import { channelPayload, filePayload, messagePayload, viewPayload } from './slack-payloads.ts'
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
  readonly #unfurlDomains: readonly string[]

  constructor(
    user: SlackUser,
    hub: {
      state: SlackState
      socketMode: SocketMode
      triggers: Triggers
      commands: readonly string[]
      unfurlDomains: readonly string[]
      url: (response: ResponseUrl) => string
    },
  ) {
    this.user = user
    this.#state = hub.state
    this.#socketMode = hub.socketMode
    this.#triggers = hub.triggers
    this.#commands = hub.commands
    this.#unfurlDomains = hub.unfurlDomains
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

  write(
    channel: SlackChannel,
    text: string,
    threadTs: string | null = null,
    files: readonly { name: string; bytes: Buffer }[] = [],
  ): SlackMessage {
    const attached = files.map((file) => ({ id: this.#state.newId('F'), ...file }))
    const message = this.#state.addMessage(channel.id, this.user.id, { text, threadTs, files: attached })
    const payload = { ...messagePayload(this.#state, message), channel: channel.id }
    this.#socketMode.message(channel.kind, payload)
    if (channel.kind !== 'im' && text.includes(`<@${this.#state.bot.id}>`)) {
      this.#socketMode.event('app_mention', { ...payload, type: 'app_mention' })
    }
    const links = (text.match(/https?:\/\/[^\s<>]+/g) ?? [])
      .map((url) => ({ url, domain: new URL(url).hostname }))
      .filter(({ domain }) => this.#unfurlDomains.includes(domain))
    if (links.length > 0) {
      const where = { channel: channel.id, message_ts: message.ts, source: 'conversations_history' }
      this.#socketMode.event('link_shared', { type: 'link_shared', user: this.user.id, ...where, links })
    }
    return message
  }

  edit(message: SlackMessage, text: string): void {
    const before = messagePayload(this.#state, message)
    message.text = text
    message.editedTs = this.#state.newTs()
    this.#changed(message, { message: messagePayload(this.#state, message), previous_message: before })
  }

  /** Slack adds a preview of a link some time after the message: no edit of its author. */
  previewAppears(message: SlackMessage): void {
    const before = messagePayload(this.#state, message)
    const attachments = [{ title: 'A page', title_link: 'https://example.org' }]
    this.#changed(message, { message: { ...before, attachments }, previous_message: before })
  }

  delete(message: SlackMessage): void {
    const previous_message = messagePayload(this.#state, message)
    const stays = this.#state.removeMessage(message)
    if (stays !== undefined) {
      return this.#changed(message, { message: messagePayload(this.#state, stays), previous_message })
    }
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      deleted_ts: message.ts,
      previous_message,
      hidden: true,
    }
    this.#tell(message, event)
  }

  #changed(message: SlackMessage, versions: Record<string, unknown>): void {
    this.#tell(message, {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      ts: this.#state.newTs(),
      ...versions,
    })
  }

  #tell({ channelId }: SlackMessage, event: Record<string, unknown>): void {
    const channel = this.#state.channels.get(channelId)
    if (channel !== undefined) this.#socketMode.message(channel.kind, { channel: channelId, ...event })
  }

  react(message: SlackMessage, name: string): void {
    const people = message.reactions.get(name) ?? new Set<string>()
    message.reactions.set(name, people.add(this.user.id))
    this.#tellReaction('reaction_added', message, name)
  }

  unreact(message: SlackMessage, name: string): void {
    const people = message.reactions.get(name)
    people?.delete(this.user.id)
    if (people?.size === 0) message.reactions.delete(name)
    this.#tellReaction('reaction_removed', message, name)
  }

  #tellReaction(type: string, message: SlackMessage, name: string): void {
    const item = { type: 'message', channel: message.channelId, ts: message.ts }
    this.#socketMode.event(type, {
      type,
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

  /** Chooses an app's entry in the menu of a message. */
  shortcut(message: SlackMessage, callbackId: string): Envelope {
    const channel = this.#state.channels.get(message.channelId)
    if (channel === undefined) throw new Error('the channel is gone')
    const response = this.#triggers.newResponseUrl({ userId: this.user.id, channelId: channel.id, sourceTs: null })
    return this.#socketMode.send('interactive', {
      ...this.#base(),
      type: 'message_action',
      callback_id: callbackId,
      trigger_id: this.#triggers.newTrigger(this.user.id),
      response_url: this.#url(response),
      action_ts: this.#state.newTs(),
      message_ts: message.ts,
      channel: { id: channel.id, name: channel.name },
      message: messagePayload(this.#state, message),
    })
  }

  /** What the app offers in a select of the topmost modal while this is typed. */
  suggest(actionId: string, typed = ''): Envelope {
    const view = this.#topmost()
    const input = this.#inputOf(view, actionId)
    if (asObject(input['element'])['type'] !== 'external_select') throw new Error(`'${actionId}' is no external select`)
    return this.#socketMode.send('interactive', {
      ...this.#base(),
      type: 'block_suggestion',
      container: { type: 'view', view_id: view.id },
      action_id: actionId,
      block_id: input['block_id'],
      value: typed,
      view: { ...viewPayload(this.#state, view), state: { values: this.#valuesOf(view) } },
    })
  }

  /** Chooses what was offered in a select of the topmost modal. */
  pick(actionId: string, label: string): void {
    const view = this.#topmost()
    const option = view.offered.get(actionId)?.find((one) => asObject(one['text'])['text'] === label)
    if (option === undefined) throw new Error(`'${label}' is not offered in '${actionId}'`)
    view.filled.set(actionId, { type: 'external_select', selected_option: option })
  }

  /** Fills in and sends the topmost modal; `values` by action id, beside what was picked; `files` go into its upload. */
  submit(values: Record<string, string> = {}, files: readonly { name: string; bytes: Buffer }[] = []): Envelope {
    const view = this.#topmost()
    const uploads = files.map(({ name, bytes }) => ({ id: this.#state.newId('F'), name, bytes, isComplete: true }))
    for (const upload of uploads) this.#state.uploads.set(upload.id, upload)
    for (const raw of asArray(view.body['blocks'])) {
      const block = asObject(raw)
      const element = asObject(block['element'])
      const actionId = asString(element['action_id'])
      if (block['type'] !== 'input' || view.filled.has(actionId)) continue
      const type = asString(element['type'])
      if (type === 'file_input') {
        if (uploads.length > Number(element['max_files'])) throw new Error(`'${actionId}' takes no more files`)
        view.filled.set(actionId, { type, files: uploads.map((upload) => filePayload(this.#state, upload)) })
        continue
      }
      if (type === 'external_select') {
        if (block['optional'] !== true) throw new Error(`'${actionId}' must be chosen`)
        view.filled.set(actionId, { type, selected_option: null })
        continue
      }
      const value = values[actionId] ?? (asString(element['initial_value']) || undefined)
      if (value === undefined && block['optional'] !== true) throw new Error(`'${actionId}' must be filled in`)
      if ((value ?? '').length > Number(element['max_length'] ?? 3000)) throw new Error(`'${actionId}' is too long`)
      const picked = asArray(element['options']).find((option) => asObject(option)['value'] === value)
      const isSelect = type.includes('select')
      view.filled.set(actionId, isSelect ? { type, selected_option: picked ?? null } : { type, value: value ?? null })
    }
    this.#state.views.delete(view.id)
    return this.#socketMode.send('interactive', {
      ...this.#base(),
      type: 'view_submission',
      trigger_id: this.#triggers.newTrigger(this.user.id),
      view: { ...viewPayload(this.#state, view), state: { values: this.#valuesOf(view) } },
      response_urls: [],
    })
  }

  /** Chooses an option of a select on the app's home. */
  chooseAtHome(label: string): Envelope {
    const home = this.#state.homes.get(this.user.id)
    const matches = (option: unknown) => asObject(asObject(option)['text'])['text'] === label
    for (const block of asArray(home?.body['blocks']).map(asObject)) {
      for (const element of asArray(block['elements']).map(asObject)) {
        const selected_option = asArray(element['options']).find(matches)
        if (home === undefined || selected_option === undefined) continue
        const { type, action_id } = element
        return this.#socketMode.send('interactive', {
          ...this.#base(),
          type: 'block_actions',
          container: { type: 'view', view_id: home.id },
          trigger_id: this.#triggers.newTrigger(this.user.id),
          view: viewPayload(this.#state, home),
          actions: [{ type, action_id, block_id: block['block_id'], selected_option, action_ts: this.#state.newTs() }],
        })
      }
    }
    throw new Error(`there is no option '${label}' at home`)
  }

  #topmost(): SlackView {
    const view = this.modals.at(-1)
    if (view === undefined) throw new Error('no modal is open')
    return view
  }

  #inputOf(view: SlackView, actionId: string): Json {
    const found = asArray(view.body['blocks'])
      .map(asObject)
      .find((block) => asObject(block['element'])['action_id'] === actionId)
    if (found === undefined) throw new Error(`there is no field '${actionId}'`)
    return found
  }

  #valuesOf(view: SlackView): Record<string, Json> {
    const values: Record<string, Json> = {}
    for (const [actionId, filled] of view.filled) {
      values[asString(this.#inputOf(view, actionId)['block_id'])] = { [actionId]: filled }
    }
    return values
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
