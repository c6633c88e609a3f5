import { expect, vi } from 'vitest'
import type { StandinInteraction } from '../standins/discord/interactions.ts'
import { asString } from '../standins/shapes.ts'
import type { SlackPerson } from '../standins/slack/slack-person.ts'

const SOON = { timeout: 15_000, interval: 30 }

export function replyOf(interaction: StandinInteraction): string {
  return asString(interaction.reply?.body['content'])
}

/** Waits until a Discord interaction is answered with these words, for that person alone. @returns the whole answer. */
export async function said(interaction: StandinInteraction, words: string): Promise<string> {
  await vi.waitFor(() => expect(replyOf(interaction)).toContain(words), SOON)
  expect(interaction.reply?.body['flags']).toBe(64)
  return replyOf(interaction)
}

/** Waits until Slack shows a person these words, and nobody else. @returns the blocks. */
export async function told(person: SlackPerson, words: string): Promise<string> {
  const shown = () => JSON.stringify(person.ephemerals.at(-1)?.blocks ?? '')
  await vi.waitFor(() => expect(shown()).toContain(words), SOON)
  return shown()
}

/** Waits until a message, which is edited in place, shows these words. */
export async function shows(message: { body: object }, words: string): Promise<void> {
  await vi.waitFor(() => expect(JSON.stringify(message.body)).toContain(words), SOON)
}
