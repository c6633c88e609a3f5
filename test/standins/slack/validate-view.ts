import { asArray, asObject, isObject } from '../shapes.ts'
import { BlockErrors } from './block-errors.ts'
import { blockErrors } from './validate-blocks.ts'

const MAX_VIEW_BYTES = 250_000

/** @returns Slack's error and its messages, undefined if the view is fine. */
export function viewFault(view: unknown, type: 'modal' | 'home'): { error: string; messages: string[] } | undefined {
  if (!isObject(view)) return { error: 'invalid_arguments', messages: ['must provide an object [json-pointer:/view]'] }
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) return { error: 'view_too_large', messages: [] }
  const errors = new BlockErrors()
  if (view['type'] !== type) errors.add('/view/type', `must be one of: ${type}`)
  errors.optionalString('/view/private_metadata', view['private_metadata'], 3000)
  errors.optionalString('/view/callback_id', view['callback_id'], 255)
  errors.optionalString('/view/external_id', view['external_id'], 255)
  if (view['blocks'] === undefined) errors.missing('/view', 'blocks')
  if (type === 'modal') {
    errors.plainText('/view/title', view['title'], 24)
    for (const button of ['submit', 'close']) {
      if (view[button] !== undefined) errors.plainText(`/view/${button}`, view[button], 24)
    }
    const asks = asArray(view['blocks']).some((block) => asObject(block)['type'] === 'input')
    if (asks && view['submit'] === undefined) errors.missing('/view', 'submit')
  }
  const messages = [...errors.list, ...blockErrors(view['blocks'] ?? [], 'view', '/view/blocks')]
  return messages.length > 0 ? { error: 'invalid_arguments', messages } : undefined
}
