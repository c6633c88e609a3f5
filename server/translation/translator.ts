import type { MentionNode } from '../../shared/chat-markup/tree.ts'
import type { ModelPurpose } from '../../shared/models.ts'
import type { LanguagePair, Markup, Translation } from '../../shared/translation.ts'
import type { Term } from './text/protected-spans.ts'

/** A text, and all that helps to translate it. */
export interface SourceText {
  communityId: string
  /** Its glossary, its settings ('never leaves this machine') and its languages apply. */
  roomId?: string | undefined
  text: string
  markup: Markup
  /** Absent: it is identified. */
  from?: string | undefined
  /** A stable id of the author (member or platform person), whose recent language helps to identify this one. */
  authorId?: string | undefined
  /** The last few turns before it, oldest first; only ever context. */
  context?: readonly string[] | undefined
  /** Markup of the result; absent: as `markup`. */
  render?: Markup | undefined
  /** With `render`: how a mention is called there, '@Ada'; undefined: by the label that it came with. */
  mention?: ((mention: MentionNode) => string | undefined) | undefined
  /** Beside those of the glossary. */
  terms?: readonly Term[] | undefined
  /** Languages that may be expected here, e.g. of the room's links; the author's own helps more. */
  expected?: readonly string[] | undefined
  /** For whom alone it is translated, as the ledger says it; absent: for all. */
  memberId?: string | undefined
  /** What it is translated for, as the ledger says it; absent: 'message'. */
  purpose?: ModelPurpose | undefined
}

export interface TranslationRequest extends SourceText {
  /** The language wanted. */
  to: string
}

/**
 * Translates what people write, and keeps its promises: markup, links, mentions, numbers and glossary terms survive, or
 * the result is 'untranslated' and says why. An engine that fails never makes it throw.
 */
export interface Translator {
  translate(request: TranslationRequest): Promise<Translation>
  /** Several languages at once, so that an engine may be asked once. In the order of `targets`. */
  translateTo(source: SourceText, targets: readonly string[]): Promise<Translation[]>
  /** @returns undefined when it is not sure, or there is nothing to tell it by (code, links, emoji, 'LGTM'). */
  detect(source: SourceText): Promise<string | undefined>
  /** What works now in this community (or this room of it, which may be local only). */
  pairs(communityId: string, roomId?: string): Promise<LanguagePair[]>
}
