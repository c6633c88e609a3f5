import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { OptOuts } from '../translation/opt-outs.ts'
import type { LinkRow } from './link-store.ts'
import { standingCopy, type StandingCopyDeps } from './standing-copy.ts'

const CONTEXT = 4

export interface CarriedMessagesDeps extends StandingCopyDeps {
  history: MessageHistory
  optOuts: OptOuts
}

/** What somebody wrote elsewhere, of a copy that the bot posted. */
export interface Carried {
  messageId: string
  text: string
  authorId: string
  context: string[]
  /** Its author does not want to be translated. */
  isAsWritten: boolean
}

/** Finds what a copy in a channel was made of. A copy may be a translation already, and its author is the bot. */
export class CarriedMessages {
  readonly #deps: CarriedMessagesDeps

  constructor(deps: CarriedMessagesDeps) {
    this.#deps = deps
  }

  /** @returns undefined for what people wrote in the channel itself, and for what the bot said for itself. */
  async behind(link: LinkRow | undefined, externalId: string | null): Promise<Carried | undefined> {
    const { history, optOuts } = this.#deps
    if (link === undefined || externalId === null) return undefined
    const copy = await standingCopy(this.#deps, link, externalId)
    if (copy?.is_copy !== 1) return undefined
    const message = await history.get(link.room_id, copy.message_id)
    const { id, text, author } = message
    return {
      messageId: id,
      text: withoutMentionLinks(text),
      authorId: author.memberId ?? `${author.platform}:${author.name}`,
      context: (await history.textsBefore(message, CONTEXT)).map(withoutMentionLinks),
      isAsWritten: await optOuts.isAsWritten(message.asWritten, author.memberId),
    }
  }
}
