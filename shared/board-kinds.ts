/** Apart from `board.ts`, whose Yjs the first page of the web client does without. */
export const LABEL_COLORS = ['gray', 'red', 'orange', 'green', 'teal', 'blue', 'violet'] as const
export type LabelColor = (typeof LABEL_COLORS)[number]

export const FIELD_KINDS = ['text', 'number', 'select', 'date', 'checkbox'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export const RELATION_KINDS = ['blocks', 'duplicates', 'relates'] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

/** 'week': within the next seven days; 'any': has a date. */
export const DUE_FILTERS = ['late', 'week', 'none', 'any'] as const
export type DueFilter = (typeof DUE_FILTERS)[number]
