import { setImmediate as turn } from 'node:timers/promises'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { ComingMessage } from '../rooms/message-service.ts'
import type { OptOuts } from '../translation/opt-outs.ts'
import type { Translator } from '../translation/translator.ts'
import { linkOf } from './chat-copies.ts'
import { type ActiveLink, activeLinksOfRoom } from './link-store.ts'

/** Turns of the room that go along. */
const CONTEXT = 4
/** Of the event loop: in so many an engine is asked, as long as the store answers at once. */
const TURNS_TO_ASK = 3
/** Of messages that never come, the oldest are forgotten. */
const MOST_BEGUN = 500

type Translations = Promise<ReadonlyMap<string, Translation>>

export interface LinkTranslationsDeps {
  queries: Queries
  optOuts: OptOuts
  history: MessageHistory
  translator: Translator
  log: Log
}

/** Translates what goes to linked channels, once for each language. */
export class LinkTranslations {
  readonly #deps: LinkTranslationsDeps
  /** By message. */
  readonly #begun = new Map<string, { text: string; languages: Set<string>; translations: Translations }>()

  constructor(deps: LinkTranslationsDeps) {
    this.#deps = deps
  }

  /**
   * A message is about to be stored: an engine takes longer than the disk, so it is asked before. Resolves when it has been;
   * never rejects.
   */
  async begin(room: Room, message: ComingMessage): Promise<void> {
    try {
      if (!(await this.#begin(room, message))) return
    } catch (error) {
      this.#deps.log.warn({ err: error, roomId: room.id }, 'a message is not translated ahead')
      return
    }
    for (let turns = 0; turns < TURNS_TO_ASK; turns += 1) await turn()
  }

  /** By language. `links`: all of the room; `to`: those that wait for it. */
  of(room: Room, message: ComingMessage, links: readonly ActiveLink[], to: readonly ActiveLink[]): Translations {
    const languages = languagesOf(to)
    if (languages.size === 0 || message.text === '') return Promise.resolve(new Map())
    const begun = this.#begun.get(message.id)
    this.#begun.delete(message.id)
    const isSame = begun?.text === message.text && [...languages].every((language) => begun.languages.has(language))
    return isSame ? begun.translations : this.#translate(room, links, message, languages)
  }

  /** @returns false when there is nothing to translate. */
  async #begin(room: Room, message: ComingMessage): Promise<boolean> {
    if (message.text === '') return false
    const origin = linkOf(message.clientMessageId)
    const links = await activeLinksOfRoom(this.#deps.queries, room.id)
    const languages = languagesOf(links.filter(({ id }) => id !== origin))
    if (languages.size === 0) return false
    const translations = this.#translate(room, links, message, languages)
    // Whoever takes it sees that it failed; if nobody does, it is nobody's.
    translations.catch(() => {})
    if (this.#begun.size >= MOST_BEGUN) {
      const [oldest] = this.#begun.keys()
      if (oldest !== undefined) this.#begun.delete(oldest)
    }
    this.#begun.set(message.id, { text: message.text, languages, translations })
    return true
  }

  async #translate(
    room: Room,
    links: readonly ActiveLink[],
    message: ComingMessage,
    languages: ReadonlySet<string>,
  ): Translations {
    const { author } = message
    if (await this.#deps.optOuts.isAsWritten(message.asWritten, author.memberId)) return new Map()
    const targets = [...languages]
    const before = await this.#deps.history.textsBefore(message, CONTEXT)
    const translated = await this.#deps.translator.translateTo(
      {
        communityId: room.communityId,
        roomId: room.id,
        text: withoutMentionLinks(message.text),
        markup: 'markdown',
        authorId: author.memberId ?? `${author.platform}:${author.name}`,
        context: before.map(withoutMentionLinks),
        expected: [...new Set([...room.languages, ...languagesOf(links)])],
      },
      targets,
    )
    return new Map(
      targets.flatMap((target, index) => (translated[index] === undefined ? [] : [[target, translated[index]]])),
    )
  }
}

function languagesOf(links: readonly ActiveLink[]): Set<string> {
  return new Set(links.map(({ language }) => language).filter((language) => language !== 'as-written'))
}
