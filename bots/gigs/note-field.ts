import type { Field } from '../commands/command.ts'

/** What is asked of somebody for whom none of the reasons fits. */
export const NOTE_FIELD: Field = {
  name: 'note',
  label: 'What is wrong with it?',
  description: 'Matching learns from it; nobody else reads it',
  kind: 'text',
  required: true,
}

export const NOTE_TITLE = 'Not relevant'
