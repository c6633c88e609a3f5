import { asArray, asObject, asString, type Json } from '../shapes.ts'
import { attachmentPayload, channelPayload, memberPayload, messagePayload, userPayload } from './discord-payloads.ts'
import type { DiscordState, StandinChannel, StandinMessage, StandinUser } from './discord-state.ts'
import { type Gateway, INTENTS } from './gateway.ts'
import type { Interactions, StandinInteraction } from './interactions.ts'
import { FLAG_EPHEMERAL } from './validate-message.ts'

/** What one person can do in a Discord client. Each act fails as the client would not offer it. */
export class DiscordPerson {
  readonly user: StandinUser
  readonly #state: DiscordState
  readonly #gateway: Gateway
  readonly #interactions: Interactions

  constructor(user: StandinUser, state: DiscordState, gateway: Gateway, interactions: Interactions) {
    this.user = user
    this.#state = state
    this.#gateway = gateway
    this.#interactions = interactions
  }

  /** Messages of the direct-message channel with the bot, oldest first. */
  get directMessages(): StandinMessage[] {
    return this.#state.messagesIn(this.#state.dmWith(this.user).id)
  }

  write(
    channel: StandinChannel,
    content: string,
    {
      replyTo,
      files = [],
      id,
    }: { replyTo?: StandinMessage; files?: { name: string; bytes: Buffer }[]; id?: string } = {},
  ): StandinMessage {
    const reference =
      replyTo === undefined
        ? {}
        : { message_reference: { type: 0, message_id: replyTo.id, channel_id: channel.id, guild_id: channel.guildId } }
    const attached = files.map((file) => ({ id: this.#state.newId(), ...file }))
    const message = this.#state.createMessage(
      channel.id,
      this.user.id,
      { content, ...reference },
      { files: attached, ...(id === undefined ? {} : { id }) },
    )
    this.#state.messagesIn(channel.id).push(message)
    this.#announce('MESSAGE_CREATE', message)
    return message
  }

  edit(message: StandinMessage, content: string): void {
    message.body = { ...message.body, content }
    message.editedAt = this.#state.now()
    this.#announce('MESSAGE_UPDATE', message)
  }

  delete(message: StandinMessage): void {
    const all = this.#state.messagesIn(message.channelId)
    all.splice(all.indexOf(message), 1)
    const { guildId } = this.#channel(message.channelId)
    const gone = { id: message.id, channel_id: message.channelId, guild_id: guildId ?? undefined }
    this.#gateway.dispatch('MESSAGE_DELETE', gone, INTENTS.guildMessages | INTENTS.directMessages)
  }

  /** Opens a thread from a message. */
  startThread(message: StandinMessage, name: string): StandinChannel {
    const thread = this.#state.addThread(this.#channel(message.channelId), message.id, name)
    this.#tellThread(thread)
    return thread
  }

  /** Opens a thread that begins with no message. */
  openThread(channel: StandinChannel, name: string, isPrivate = false): StandinChannel {
    const thread = this.#state.addThread(channel, this.#state.newId(), name, isPrivate ? 12 : 11)
    this.#tellThread(thread)
    return thread
  }

  /** Passes on a message from elsewhere, without a word of one's own. */
  forward(channel: StandinChannel, content: string): StandinMessage {
    const snapshot = { message: { type: 0, content, mentions: [], attachments: [], embeds: [] } }
    const body = {
      content: '',
      message_reference: { type: 1, message_id: this.#state.newId() },
      message_snapshots: [snapshot],
    }
    const message = this.#state.createMessage(channel.id, this.user.id, body)
    this.#state.messagesIn(channel.id).push(message)
    this.#announce('MESSAGE_CREATE', message)
    return message
  }

  /** Begins a post of a forum. */
  post(forum: StandinChannel, title: string, content: string): { thread: StandinChannel; message: StandinMessage } {
    const thread = this.#state.addThread(forum, this.#state.newId(), title)
    this.#tellThread(thread)
    return { thread, message: this.write(thread, content, { id: thread.id }) }
  }

  #tellThread(thread: StandinChannel): void {
    const payload = { ...channelPayload(this.#state, thread), owner_id: this.user.id, newly_created: true }
    this.#gateway.dispatch('THREAD_CREATE', payload, INTENTS.guilds)
  }

  /** What of a message a session may read depends on its intents. */
  #announce(event: string, message: StandinMessage): void {
    const { guildId } = this.#channel(message.channelId)
    const direct = guildId === null
    const content = String(message.body['content'])
    this.#gateway.dispatchEach(event, direct ? INTENTS.directMessages : INTENTS.guildMessages, (intents) => {
      const payload = messagePayload(this.#state, message)
      const readable =
        direct || (intents & INTENTS.messageContent) !== 0 || content.includes(`<@${this.#state.bot.id}>`)
      const guild = direct ? {} : { guild_id: guildId, member: memberPayload(this.user) }
      return { ...payload, ...guild, ...(readable ? {} : { content: '', embeds: [], components: [], attachments: [] }) }
    })
  }

  react(message: StandinMessage, emoji: string): void {
    const people = message.reactions.get(emoji) ?? new Set<string>()
    message.reactions.set(emoji, people.add(this.user.id))
    this.#tellReaction('MESSAGE_REACTION_ADD', message, emoji)
  }

  unreact(message: StandinMessage, emoji: string): void {
    const people = message.reactions.get(emoji)
    people?.delete(this.user.id)
    if (people?.size === 0) message.reactions.delete(emoji)
    this.#tellReaction('MESSAGE_REACTION_REMOVE', message, emoji)
  }

  #tellReaction(event: string, message: StandinMessage, emoji: string): void {
    const guildId = this.#channel(message.channelId).guildId
    const payload = {
      user_id: this.user.id,
      channel_id: message.channelId,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      message_author_id: message.authorId,
      ...(guildId === null ? {} : { guild_id: guildId, member: memberPayload(this.user) }),
    }
    const intent = guildId === null ? INTENTS.directMessageReactions : INTENTS.guildMessageReactions
    this.#gateway.dispatch(event, payload, intent)
  }

  /** Presses the button with this label. */
  press(message: StandinMessage, label: string): StandinInteraction {
    const button = this.#component(message, (one) => one['type'] === 2 && one['label'] === label, `button '${label}'`)
    if (button['style'] === 5) throw new Error(`button '${label}' is a link: it opens ${asString(button['url'])}`)
    return this.#use(message, { custom_id: button['custom_id'], component_type: 2 })
  }

  /** Chooses from the only select menu of the message, by the labels of its options. */
  choose(message: StandinMessage, ...labels: string[]): StandinInteraction {
    const select = this.#component(message, (one) => one['type'] === 3, 'select menu')
    const options = asArray(select['options']).map(asObject)
    const values = labels.map((label) => {
      const option = options.find((one) => one['label'] === label)
      if (option === undefined) throw new Error(`there is no option '${label}'`)
      return option['value']
    })
    return this.#use(message, { custom_id: select['custom_id'], component_type: 3, values })
  }

  /** Sends a press as a modified client can: any custom id. */
  forge(message: StandinMessage, customId: string): StandinInteraction {
    return this.#use(message, { custom_id: customId, component_type: 2 })
  }

  /** Runs a slash command; `name` with its subcommand: 'board move'. */
  run(channel: StandinChannel, name: string, options: Record<string, string> = {}): StandinInteraction {
    const { command, subcommand, declared } = this.#command(channel, name)
    for (const option of declared) {
      if (option['required'] === true && !(asString(option['name']) in options)) {
        throw new Error(`/${name} needs the option '${asString(option['name'])}'`)
      }
    }
    const given = Object.entries(options).map(([option, value]) => givenOption(name, declared, option, value))
    const data = commandData(command, subcommand, given)
    return this.#dispatch({ kind: 'command', channelId: channel.id, source: undefined }, 2, data)
  }

  /** Types into an option of a slash command, as far as `options[focused]` goes. */
  type(channel: StandinChannel, name: string, options: Record<string, string>, focused: string): StandinInteraction {
    const { command, subcommand, declared } = this.#command(channel, name)
    if (declared.find((one) => one['name'] === focused)?.['autocomplete'] !== true) {
      throw new Error(`'${focused}' of /${name} offers nothing`)
    }
    const given = Object.entries(options).map(([option, value]) => ({
      ...givenOption(name, declared, option, value),
      ...(option === focused ? { focused: true } : {}),
    }))
    const data = commandData(command, subcommand, given)
    return this.#dispatch({ kind: 'autocomplete', channelId: channel.id, source: undefined }, 4, data)
  }

  /** Chooses an app's entry in the menu of a message. */
  runOn(message: StandinMessage, name: string): StandinInteraction {
    const command = this.#registered(this.#channel(message.channelId)).find(
      (one) => one['name'] === name && one['type'] === 3,
    )
    if (command === undefined) throw new Error(`there is no entry '${name}' in the menu of messages`)
    const data = {
      id: command['id'],
      name,
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: messagePayload(this.#state, message) } },
    }
    return this.#dispatch({ kind: 'command', channelId: message.channelId, source: undefined }, 2, data)
  }

  /** Fills in and sends the modal that an earlier interaction opened; keys are the labels' custom ids, `files` go into its upload. */
  submitModal(
    opened: StandinInteraction,
    values: Record<string, string>,
    files: readonly { name: string; bytes: Buffer }[] = [],
  ): StandinInteraction {
    const modal = opened.modal
    if (modal === undefined) throw new Error('no modal is open')
    const uploads = files.map((file) => ({ id: this.#state.newId(), ...file }))
    for (const upload of uploads) this.#state.uploads.set(upload.id, upload)
    const components = asArray(modal['components']).map((raw) => {
      const part = asObject(raw)
      const fill = (input: Json): Json => {
        const id = asString(input['custom_id'])
        if (input['type'] === 19) {
          if (uploads.length > Number(input['max_values'] ?? 1)) throw new Error(`'${id}' takes no more files`)
          return { type: 19, custom_id: id, values: uploads.map((upload) => upload.id) }
        }
        const value = values[id] ?? asString(input['value'])
        if (value === '' && input['required'] !== false) throw new Error(`'${id}' must be filled in`)
        if (input['type'] === 3) return { type: 3, custom_id: id, values: [value] }
        return { type: 4, custom_id: id, value }
      }
      if (part['type'] === 18) return { type: 18, component: fill(asObject(part['component'])) }
      if (part['type'] === 10) return { type: 10 }
      return { type: 1, components: asArray(part['components']).map((input) => fill(asObject(input))) }
    })
    const attachments = Object.fromEntries(uploads.map((upload) => [upload.id, attachmentPayload(this.#state, upload)]))
    const data = { custom_id: modal['custom_id'], components, resolved: { attachments } }
    return this.#dispatch({ kind: 'modal', channelId: opened.channelId, source: opened.source }, 5, data)
  }

  #registered(channel: StandinChannel): Json[] {
    return [
      ...(this.#state.commands.get('global') ?? []),
      ...(channel.guildId === null ? [] : (this.#state.commands.get(channel.guildId) ?? [])),
    ]
  }

  #command(channel: StandinChannel, name: string) {
    const [top, sub] = name.split(' ')
    const command = this.#registered(channel).find((one) => one['name'] === top && one['type'] === 1)
    if (command === undefined) throw new Error(`there is no command /${name}`)
    const options = asArray(command['options']).map(asObject)
    const subcommand = options.find((one) => one['type'] === 1 && one['name'] === sub)
    if ((sub !== undefined || options.some((one) => one['type'] === 1)) && subcommand === undefined) {
      throw new Error(`there is no command /${name}`)
    }
    const declared = subcommand === undefined ? options : asArray(subcommand['options']).map(asObject)
    return { command, subcommand, declared }
  }

  #use(message: StandinMessage, data: Json): StandinInteraction {
    const hidden = (Number(message.body['flags'] ?? 0) & FLAG_EPHEMERAL) !== 0
    if (hidden && this.#interactions.hiddenMessage(message.id)?.userId !== this.user.id) {
      throw new Error('this message is shown to somebody else only')
    }
    return this.#dispatch({ kind: 'component', channelId: message.channelId, source: message }, 3, data)
  }

  #component(message: StandinMessage, matches: (component: Json) => boolean, what: string): Json {
    const all: Json[] = []
    const walk = (components: unknown): void => {
      for (const component of asArray(components).map(asObject)) {
        all.push(component)
        walk(component['components'])
        if (component['accessory'] !== undefined) walk([component['accessory']])
      }
    }
    walk(message.body['components'])
    const found = all.find(matches)
    if (found === undefined) throw new Error(`there is no ${what} on this message`)
    if (found['disabled'] === true) throw new Error(`the ${what} is disabled`)
    return found
  }

  #dispatch(
    part: Pick<StandinInteraction, 'kind' | 'channelId' | 'source'>,
    type: number,
    data: Json,
  ): StandinInteraction {
    const channel = this.#channel(part.channelId)
    const interaction = this.#interactions.open({ ...part, userId: this.user.id })
    const guild =
      channel.guildId === null
        ? { user: userPayload(this.user), context: 1 }
        : {
            guild_id: channel.guildId,
            guild: { id: channel.guildId, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: {
              ...memberPayload(this.user, this.#state.guilds.get(channel.guildId)),
              permissions: String(this.#permissionsIn(channel.guildId)),
            },
            context: 0,
          }
    this.#gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: this.#state.applicationId,
      type,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: channelPayload(this.#state, channel),
      locale: this.user.locale,
      app_permissions: '2147601472',
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10_485_760,
      ...guild,
      data,
      ...(part.source === undefined ? {} : { message: messagePayload(this.#state, part.source) }),
    })
    return interaction
  }

  /** Send messages, and what the person's roles grant. */
  #permissionsIn(guildId: string): bigint {
    const guild = this.#state.guilds.get(guildId)
    const own = guild?.rolesOf.get(this.user.id) ?? []
    const granted = (guild?.roles ?? [])
      .filter(({ id }) => own.includes(id))
      .map(({ permissions }) => BigInt(permissions))
    return granted.reduce((all, one) => all | one, 1n << 11n)
  }

  #channel(id: string): StandinChannel {
    const channel = this.#state.channels.get(id)
    if (channel === undefined) throw new Error(`there is no channel ${id}`)
    return channel
  }
}

function givenOption(name: string, declared: readonly Json[], option: string, value: string): Json {
  const type = declared.find((one) => one['name'] === option)?.['type']
  if (type === undefined) throw new Error(`/${name} has no option '${option}'`)
  return { name: option, type, value }
}

function commandData({ id, name }: Json, subcommand: Json | undefined, given: readonly Json[]): Json {
  const options = subcommand === undefined ? given : [{ name: subcommand['name'], type: 1, options: given }]
  return { id, name, type: 1, options }
}
