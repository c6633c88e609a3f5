/** Why no engine may change, or see, a part of a text. */
export type ProtectedKind = 'term' | 'private' | 'technical' | 'emoji'

export interface Rule {
  kind: ProtectedKind
  pattern: RegExp
  accepts?: (found: string) => boolean
}
