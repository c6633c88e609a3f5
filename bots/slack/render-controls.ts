import type { types } from '@slack/bolt'
import { encodeChatAction } from '../chat-action.ts'
import { encodeCommandButton, encodeFormButton } from '../commands/command-button.ts'
import type { Control } from '../panel.ts'
import { clip } from '../text/clip.ts'
import { webUrl } from '../text/web-url.ts'
import { LIMITS } from './slack-message.ts'

export const CONTROLS_BLOCK = 'guildhall-controls'

/** @returns no block when no control is left; what would not fit Slack's limits is left out. */
export function renderControls(controls: readonly Control[]): types.ActionsBlock[] {
  const elements = new Map<string, types.ActionsBlock['elements'][number]>()
  for (const [index, control] of controls.entries()) {
    const element = control.kind === 'menu' ? renderMenu(control, index) : renderButton(control, index)
    if (element?.action_id !== undefined) elements.set(element.action_id, element)
  }
  if (elements.size === 0) return []
  return [{ type: 'actions', block_id: CONTROLS_BLOCK, elements: [...elements.values()] }]
}

function renderButton(control: Exclude<Control, { kind: 'menu' }>, index: number): types.Button | undefined {
  const text = { type: 'plain_text', text: clip(control.label, LIMITS.buttonLabel) } as const
  if (control.kind === 'link') {
    const url = webUrl(control.url, LIMITS.url)
    return url === undefined ? undefined : { type: 'button', text, url, action_id: `link:${index}` }
  }
  const action_id = idOf(control)
  if (action_id.length > LIMITS.actionId) return undefined
  return {
    type: 'button',
    text,
    action_id,
    ...(control.kind !== 'command' && control.emphasis === true ? { style: 'primary' } : {}),
  }
}

function idOf(control: Extract<Control, { kind: 'button' | 'command' | 'form' }>): string {
  if (control.kind === 'button') return encodeChatAction(control.action)
  return control.kind === 'form' ? encodeFormButton(control.button) : encodeCommandButton(control.button)
}

function renderMenu(
  { prompt, options }: Extract<Control, { kind: 'menu' }>,
  index: number,
): types.StaticSelect | undefined {
  const shown = options
    .map(({ label, action }) => ({ label, value: encodeChatAction(action) }))
    .filter(({ value }) => value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.menuOptions)
  if (shown.length === 0) return undefined
  return {
    type: 'static_select',
    action_id: `menu:${index}`,
    placeholder: { type: 'plain_text', text: clip(prompt, LIMITS.placeholder) },
    options: shown.map(({ label, value }) => ({
      text: { type: 'plain_text', text: clip(label, LIMITS.optionText) || '…' },
      value,
    })),
  }
}
