import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Attachment } from '../chats/chat-platform.ts'
import type { Panel } from '../panel.ts'

/** What a person filled in, by the names of the fields; a field that was left out is not there. */
export type Values = Readonly<Record<string, string>>

export interface Choice {
  label: string
  /** At most 100 characters, for more Discord does not carry. */
  value: string
}

export interface Field {
  /** Lower case, at most 32 letters. */
  readonly name: string
  /** At most 45 characters. */
  readonly label: string
  /** At most 100 characters. */
  readonly description: string
  /** line: one line. text: several. images: files that were uploaded, which come beside the values. */
  readonly kind: 'line' | 'text' | 'images'
  readonly required: boolean
  /** What can be chosen, and nothing else; at most 25. */
  readonly options?: readonly Choice[]
  /**
   * What can be chosen, by what was typed so far and the other fields. What is typed and not chosen comes as it is, so
   * `run` takes names as well. @throws HubError
   */
  readonly choices?: (person: PlatformPerson, typed: string, values: Values) => Promise<readonly Choice[]>
  /** How many images at most. */
  readonly most?: number
}

/** What comes with a form besides what was filled in. */
export interface Enclosed {
  /** What the button that opened it is about; '': no button did. Anybody can forge it: the hub checks it. */
  about: string
  images: readonly Attachment[]
}

export const NOTHING_ENCLOSED: Enclosed = { about: '', images: [] }

/** Something that a person can have done. Knows no platform; its answer is seen only by the one who asked. */
export interface Action {
  /** Lower case, at most 32 letters; '' for what a command does by itself. */
  readonly name: string
  /** At most 100 characters. */
  readonly description: string
  /** Required ones first. */
  readonly fields: readonly Field[]
  /** It is about something that a button names, so that nobody can type it. */
  readonly byButton?: true
  /**
   * Asks for its fields in a form that holds these values already, or shows a panel instead.
   * @param about as `Enclosed` has it. @throws HubError
   */
  prefill?(person: PlatformPerson, about: string): Promise<Prefilled>
  /** @throws HubError */
  run(person: PlatformPerson, values: Values, place: Place, enclosed: Enclosed): Promise<Panel>
}

/** Where a person acts. */
export interface Place {
  /** A thread counts as its channel; null: nowhere that others read. */
  channel: ChatChannel | null
  channelName: string
  workspaceName: string
  kind: 'channel' | 'forum'
  /** Whether the platform lets this person manage the channel. */
  mayManage: boolean
  /** Of the person's client there, as the platform writes it; null: it does not say. */
  clientLanguage: string | null
}

export type Prefilled = { values: Values } | { panel: Panel }

/** Where nothing is known of a place. */
export const NOWHERE: Place = {
  channel: null,
  channelName: '',
  workspaceName: '',
  kind: 'channel',
  mayManage: false,
  clientLanguage: null,
}

/** A slash command: one action without a name, or several with one each. */
export interface Command {
  /** Lower case, at most 32 letters. */
  readonly name: string
  /** At most 100 characters. */
  readonly description: string
  readonly actions: readonly Action[]
}

/** A message that somebody chose in a chat. */
export interface ChosenMessage {
  /** As the platform has it. */
  id: string
  /** As its author wrote it. */
  text: string
  /** The same as Markdown, with mentions as plain names. */
  markdown: string
  authorId: string | null
  place: Place
  /** Null where the platform gives none. */
  permalink: string | null
  /** What was said in its thread before and after; empty where there is none, or the bot may not read it. */
  thread: readonly string[]
}

/** What can be done with a message: in the menu of each. */
export interface MessageAction {
  /** Lower case and '_', at most 32 letters. */
  readonly id: string
  /** At most 24 characters. */
  readonly label: string
  /** What to ask first; none: it is done at once. */
  readonly fields: readonly Field[]
  /** What the fields hold before anybody has written anything. */
  prefill(message: Pick<ChosenMessage, 'text'>): Values
  /** @throws HubError */
  run(person: PlatformPerson, values: Values, message: ChosenMessage): Promise<Panel>
}

export function simpleCommand(
  name: string,
  description: string,
  run: (person: PlatformPerson) => Promise<Panel>,
): Command {
  return { name, description, actions: [{ name: '', description, fields: [], run }] }
}
