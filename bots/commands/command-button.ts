import type { Concierge } from '../concierge.ts'
import type { Action } from './command.ts'

/** A button that does what a command without fields does. */
export interface CommandButton {
  command: string
  /** The action's name. */
  action: string
}

const BUTTON = /^run:([a-z]{1,32}):([a-z-]{0,32})$/

export function encodeCommandButton({ command, action }: CommandButton): string {
  return `run:${command}:${action}`
}

/** Anybody can forge it: so it runs only what the same person could run by typing, and what asks for nothing. */
export function actionOfButton(concierge: Pick<Concierge, 'find'>, text: string): Action | undefined {
  const [, command, name] = BUTTON.exec(text) ?? []
  const action = command === undefined ? undefined : concierge.find(command, name ?? '')
  return action?.fields.length === 0 && action.prefill === undefined ? action : undefined
}
