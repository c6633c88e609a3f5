import type { Answer } from '../api-server.ts'
import { asArray, asObject, asString, isObject, type Json, lengthOf } from '../shapes.ts'
import { FormErrors } from './form-errors.ts'
import { EMPTY_MESSAGE } from './refusals.ts'
import { checkComponents, checkComponentsV2 } from './validate-components.ts'

export const FLAG_EPHEMERAL = 1 << 6
export const FLAG_COMPONENTS_V2 = 1 << 15

const EMBED_TOTAL = 6000
const URL_SCHEMES = ['http', 'https']

/** @returns Discord's refusal of a message to be created (or of an edited one, as a whole), undefined if it is fine. */
export function refuseMessage(body: unknown): Answer | undefined {
  if (!isObject(body)) return { status: 400, body: { message: 'Cannot send an empty message', code: 50006 } }
  const errors = new FormErrors()
  const v2 = (Number(body['flags'] ?? 0) & FLAG_COMPONENTS_V2) !== 0
  errors.text(['content'], body['content'], 0, 2000)
  checkNonce(errors, body)
  checkAllowedMentions(errors, body['allowed_mentions'])
  if (v2) {
    for (const field of ['content', 'embeds'] as const) {
      if (isFilled(body[field])) {
        const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
        errors.add([field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)
      }
    }
    checkComponentsV2(errors, body['components'])
  } else {
    checkEmbeds(errors, body['embeds'])
    checkComponents(errors, body['components'])
  }
  if (errors.count > 0) return { status: 400, body: errors.toBody() }
  const filled = ['content', 'embeds', 'components', 'attachments', 'sticker_ids'].some((field) =>
    isFilled(body[field]),
  )
  return filled || isObject(body['poll']) ? undefined : EMPTY_MESSAGE
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : asArray(value).length > 0
}

function checkNonce(errors: FormErrors, body: Json): void {
  const nonce = body['nonce']
  if (nonce === undefined || nonce === null) return
  if (typeof nonce !== 'string' && typeof nonce !== 'number') {
    errors.add(['nonce'], 'STRING_TYPE_CONVERT', 'Could not interpret value as string.')
  } else if (String(nonce).length > 25) {
    errors.add(['nonce'], 'NONCE_TYPE_TOO_LONG', 'Nonce must be 25 or fewer in length.')
  }
}

function checkAllowedMentions(errors: FormErrors, value: unknown): void {
  if (value === undefined || value === null) return
  const mentions = asObject(value)
  const parse = asArray(mentions['parse'])
  for (const [index, kind] of parse.entries()) {
    if (!['roles', 'users', 'everyone'].includes(asString(kind))) {
      errors.add(
        ['allowed_mentions', 'parse', index],
        'BASE_TYPE_CHOICES',
        "Value must be one of {'roles', 'users', 'everyone'}.",
      )
    }
  }
  for (const kind of ['users', 'roles']) {
    errors.list(['allowed_mentions', kind], mentions[kind], 0, 100)
    if (parse.includes(kind) && asArray(mentions[kind]).length > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
      errors.add(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)
    }
  }
}

function checkEmbeds(errors: FormErrors, value: unknown): void {
  let total = 0
  const count = (text: unknown) => {
    total += lengthOf(asString(text))
  }
  for (const [index, raw] of errors.list(['embeds'], value, 0, 10).entries()) {
    const embed = asObject(raw)
    const path = ['embeds', index]
    const footer = asObject(embed['footer'])
    const author = asObject(embed['author'])
    errors.text([...path, 'title'], embed['title'], 0, 256)
    errors.text([...path, 'description'], embed['description'], 0, 4096)
    if (embed['footer'] !== undefined) errors.text([...path, 'footer', 'text'], footer['text'], 1, 2048)
    if (embed['author'] !== undefined) errors.text([...path, 'author', 'name'], author['name'], 1, 256)
    if (embed['url'] !== undefined) errors.url([...path, 'url'], embed['url'], URL_SCHEMES)
    if (author['url'] !== undefined) errors.url([...path, 'author', 'url'], author['url'], URL_SCHEMES)
    if (embed['timestamp'] !== undefined && Number.isNaN(Date.parse(asString(embed['timestamp'])))) {
      errors.add([...path, 'timestamp'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${asString(embed['timestamp'])}.`)
    }
    const color = embed['color']
    if (typeof color === 'number' && (color < 0 || color > 0xffffff)) {
      errors.add([...path, 'color'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 16777215.')
    }
    for (const text of [embed['title'], embed['description'], footer['text'], author['name']]) count(text)
    for (const [at, rawField] of errors.list([...path, 'fields'], embed['fields'], 0, 25).entries()) {
      const field = asObject(rawField)
      errors.text([...path, 'fields', at, 'name'], field['name'], 1, 256)
      errors.text([...path, 'fields', at, 'value'], field['value'], 1, 1024)
      count(field['name'])
      count(field['value'])
    }
    const shown = ['title', 'description', 'fields', 'image', 'thumbnail', 'author', 'footer']
    if (!shown.some((field) => isFilled(embed[field]) || isObject(embed[field]))) {
      errors.required([...path, 'description'])
    }
  }
  if (total > EMBED_TOTAL) {
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_TOTAL}`)
  }
}
