import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Attachment } from '../chats/chat-platform.ts'
import type { Choice, Field, Values } from '../commands/command.ts'
import { clip } from '../text/clip.ts'
import { LIMITS } from './slack-message.ts'

export const FORM = 'guildhall-form'

const LONGEST_LINE = 300
const LONGEST_TEXT = 3000
const TITLE = 24
const IMAGES = ['png', 'jpg', 'jpeg', 'gif', 'webp']

/** What a form is about; it travels with the form, which Slack signs for. */
const formOrigin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('note'),
    gigId: z.string(),
    /** The card, if it is a message that only this person sees and that can be read again; else null. */
    card: z.object({ channel: z.string(), ts: z.string() }).nullable(),
    responseUrl: z.url(),
  }),
  z.object({
    kind: z.literal('command'),
    command: z.string(),
    action: z.string(),
    about: z.string(),
    channel: z.string(),
    channelName: z.string(),
    responseUrl: z.url(),
  }),
  z.object({
    kind: z.literal('message'),
    action: z.string(),
    channel: z.string(),
    ts: z.string(),
    threadTs: z.string().nullable(),
    responseUrl: z.url(),
  }),
])
export type FormOrigin = z.infer<typeof formOrigin>

export function renderForm(
  title: string,
  fields: readonly Field[],
  origin: FormOrigin,
  prefilled: Values,
): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: JSON.stringify(origin),
    title: { type: 'plain_text', text: clip(title, TITLE) },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: fields.map((field) => inputBlock(field, prefilled[field.name])),
  }
}

/** @returns undefined for what is not a form of this bot. */
export function decodeFormOrigin(privateMetadata: string): FormOrigin | undefined {
  try {
    return formOrigin.safeParse(JSON.parse(privateMetadata)).data
  } catch {
    return undefined
  }
}

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const file = z.object({
  name: z.string().nullish(),
  size: z.number().default(0),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
})

/** The parts of a form's state that fields of this bot have. */
const formState = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      files: z.array(file).nullish(),
    }),
  ),
)

export function valuesOf(state: unknown, fields: readonly Field[]): Values {
  const filled = formState.safeParse(state).data ?? {}
  const values: Record<string, string> = {}
  for (const { name } of fields) {
    const field = filled[name]?.[name]
    const value = field?.value ?? field?.selected_option?.value
    if (typeof value === 'string' && value.trim() !== '') values[name] = value
  }
  return values
}

/** The files that were uploaded in a form. */
export function imagesOf(state: unknown, fields: readonly Field[]): Attachment[] {
  const filled = formState.safeParse(state).data ?? {}
  const files = fields.flatMap(({ name, kind }) => (kind === 'images' ? (filled[name]?.[name]?.files ?? []) : []))
  return files.flatMap(({ name, size, url_private_download: download, url_private: url }) => {
    const from = download ?? url
    return from === undefined ? [] : [{ name: name ?? 'image', url: from, bytes: size }]
  })
}

export function renderChoices(choices: readonly Choice[]): types.PlainTextOption[] {
  return choices
    .filter(({ value }) => value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.menuOptions)
    .map(({ label, value }) => ({
      text: { type: 'plain_text', text: clip(label, LIMITS.optionText) || '…' },
      value,
    }))
}

function inputBlock(field: Field, value: string | undefined): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    optional: !field.required,
    label: { type: 'plain_text', text: field.label },
    hint: { type: 'plain_text', text: field.description },
    element: element(field, value),
  }
}

function element(
  { name, kind, choices, options, most = 1 }: Field,
  value: string | undefined,
): types.InputBlock['element'] {
  if (kind === 'images') return { type: 'file_input', action_id: name, filetypes: [...IMAGES], max_files: most }
  if (options !== undefined) {
    const rendered = renderChoices(options)
    const initial = rendered.find((option) => option.value === value)
    return {
      type: 'static_select',
      action_id: name,
      options: rendered,
      ...(initial === undefined ? {} : { initial_option: initial }),
    }
  }
  if (choices !== undefined) return { type: 'external_select', action_id: name, min_query_length: 0 }
  const max = kind === 'line' ? LONGEST_LINE : LONGEST_TEXT
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline: kind === 'text',
    max_length: max,
    ...(value === undefined || value === '' ? {} : { initial_value: clip(value, max) }),
  }
}
