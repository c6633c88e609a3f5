/** What a document may begin with; their texts are in the languages' files. */
export const TEMPLATES = ['blank', 'spec', 'meeting', 'brief', 'retro'] as const
export type Template = (typeof TEMPLATES)[number]
