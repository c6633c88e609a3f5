import {
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import { encodeChatAction } from '../chat-action.ts'
import { encodeCommandButton, encodeFormButton } from '../commands/command-button.ts'
import type { Control } from '../panel.ts'
import { clip } from '../text/clip.ts'
import { type ControlRow, LIMITS } from './discord-message.ts'
import { linkable } from './linkable.ts'

/** Menus take a row each, buttons share rows. What would not fit Discord's limits is left out. */
export function renderControls(controls: readonly Control[]): ControlRow[] {
  const rows: ControlRow[] = []
  const seen = new Set<string>()
  let buttons: APIButtonComponent[] = []
  const endRow = () => {
    if (buttons.length > 0) rows.push(row(buttons))
    buttons = []
  }
  for (const [index, control] of controls.entries()) {
    if (control.kind === 'menu') {
      const menu = renderMenu(control, index)
      if (menu === undefined) continue
      endRow()
      rows.push(row([menu]))
      continue
    }
    const button = renderButton(control)
    if (button === undefined) continue
    const key = 'custom_id' in button ? button.custom_id : ''
    if (key !== '' && seen.has(key)) continue
    seen.add(key)
    buttons.push(button)
    if (buttons.length === LIMITS.buttonsInRow) endRow()
  }
  endRow()
  return rows.slice(0, LIMITS.rows)
}

function row(components: APIComponentInMessageActionRow[]): ControlRow {
  return { type: ComponentType.ActionRow, components }
}

function renderButton(control: Exclude<Control, { kind: 'menu' }>): APIButtonComponent | undefined {
  const label = clip(control.label, LIMITS.buttonLabel)
  if (control.kind === 'link') {
    const url = linkable(control.url, LIMITS.buttonUrl)
    return url === undefined ? undefined : { type: ComponentType.Button, style: ButtonStyle.Link, label, url }
  }
  const custom_id = idOf(control)
  if (custom_id.length > LIMITS.customId) return undefined
  const style = control.kind !== 'command' && control.emphasis === true ? ButtonStyle.Primary : ButtonStyle.Secondary
  return { type: ComponentType.Button, style, label, custom_id }
}

function idOf(control: Extract<Control, { kind: 'button' | 'command' | 'form' }>): string {
  if (control.kind === 'button') return encodeChatAction(control.action)
  return control.kind === 'form' ? encodeFormButton(control.button) : encodeCommandButton(control.button)
}

function renderMenu(
  { prompt, options }: Extract<Control, { kind: 'menu' }>,
  index: number,
): APIStringSelectComponent | undefined {
  const values = new Map<string, APISelectMenuOption>()
  for (const { label, action } of options) {
    const value = encodeChatAction(action)
    if (value.length > LIMITS.optionText) continue
    values.set(value, { label: clip(label, LIMITS.optionText) || '…', value })
  }
  if (values.size === 0) return undefined
  return {
    type: ComponentType.StringSelect,
    custom_id: `menu:${index}`,
    placeholder: clip(prompt, LIMITS.placeholder),
    options: [...values.values()].slice(0, LIMITS.menuOptions),
  }
}
