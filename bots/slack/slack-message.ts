import type { types } from '@slack/bolt'

/** What Slack is given as a message: blocks, and plain words for notifications. */
export interface SlackMessage {
  /** Escaped: Slack reads mentions in it. */
  text: string
  blocks: types.KnownBlock[]
}

export const LIMITS = {
  fallback: 1000,
  buttonLabel: 75,
  actionId: 255,
  optionText: 75,
  optionValue: 150,
  menuOptions: 100,
  placeholder: 150,
  url: 3000,
  /** All texts of one message together: undocumented, about 13,350 was measured; marks and links need room too. */
  textOfMessage: 6000,
} as const

/** The three characters that Slack reads: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
