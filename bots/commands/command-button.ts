import type { Concierge } from '../concierge.ts'
import type { Action } from './command.ts'

/** A button that does what a command without fields does. */
export interface CommandButton {
  command: string
  /** The action's name. */
  action: string
}

/** A button that opens the form of an action that is about something. */
export interface FormButton extends CommandButton {
  /** At most 40 letters, digits and dots. */
  about: string
}

const BUTTON = /^run:([a-z]{1,32}):([a-z-]{0,32})$/

const FORM = /^form:([a-z]{1,32}):([a-z-]{1,32}):([a-z0-9._-]{1,40})$/i

export function encodeFormButton({ command, action, about }: FormButton): string {
  return `form:${command}:${action}:${about}`
}

/** @returns undefined for what opens no form. */
export function decodeFormButton(text: string): FormButton | undefined {
  const [, command, action, about] = FORM.exec(text) ?? []
  return command === undefined || action === undefined || about === undefined ? undefined : { command, action, about }
}

export function encodeCommandButton({ command, action }: CommandButton): string {
  return `run:${command}:${action}`
}

/** Anybody can forge it: so it runs only what the same person could run by typing, and what asks for nothing. */
export function actionOfButton(concierge: Pick<Concierge, 'find'>, text: string): Action | undefined {
  const [, command, name] = BUTTON.exec(text) ?? []
  const action = command === undefined ? undefined : concierge.find(command, name ?? '')
  return action?.fields.length === 0 && action.prefill === undefined ? action : undefined
}
