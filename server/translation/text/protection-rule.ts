/** Why no engine may change, or see, a part of a text. */
export type ProtectedKind = 'term' | 'private' | 'technical' | 'emoji'

export interface Rule {
  kind: ProtectedKind
  pattern: RegExp
  /** Letters of which a text has at least one where the pattern finds something, '0' for any digit; absent: not known. */
  signs?: string
  accepts?: (found: string) => boolean
}
