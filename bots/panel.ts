import type { ChatAction } from './chat-action.ts'
import type { CommandButton, FormButton } from './commands/command-button.ts'
import type { RichText } from './text/rich-text.ts'

/** A text with controls below it: what a bot answers to the one who asked. */
export interface Panel {
  text: RichText
  controls: readonly Control[]
}

export type Control =
  | { kind: 'button'; label: string; action: ChatAction; emphasis?: boolean }
  | { kind: 'command'; label: string; button: CommandButton }
  | { kind: 'form'; label: string; button: FormButton; emphasis?: boolean }
  /** Left out where the platform would refuse the URL. */
  | { kind: 'link'; label: string; url: string }
  | { kind: 'menu'; prompt: string; options: readonly { label: string; action: ChatAction }[] }

/** Below the last part of a digest. */
export function stopControls(label: string | null): Control[] {
  return label === null ? [] : [{ kind: 'command', label, button: { command: 'digest', action: 'stop' } }]
}
