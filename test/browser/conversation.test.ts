import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { test, vi } from 'vitest'
import { ChatWorld, SOON } from '../bots/chat-world.ts'
import { conversationPage } from '../bots/preview/conversation-page.ts'
import { useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'

/** Set to take docs/images/conversation.png anew; look at it then. */
const IMAGE = process.env['WRITE_IMAGES'] === undefined ? undefined : '../../docs/images/conversation.png'
const COLUMN = { width: 470, height: 560 }

/** What a good model answers: by what it is given, marks in place of all that is held. */
const TRANSLATIONS: Record<string, Record<string, string>> = {}

describeBrowser('one conversation', () => {
  const browser = useBrowser()

  test('is read in German on Discord, in English on Slack and in Japanese in the web client, each by its own words', async () => {
    await using model = await startOpenAiStandin()
    for (const [masked, known] of Object.entries(TRANSLATIONS)) model.known.set(masked, known)
    await using chat = await ChatWorld.start({
      translator: 'own',
      hub: { env: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'stand-in' } },
    })
    const { anna, kenji, sam, german, japanese, world } = chat
    anna.write(german, 'Guten Morgen! Der neue **Build** läuft auf dem Testgerät, die Änderungen stehen in `release-notes.md`.')
    await vi.waitFor(() => expect(chat.onSlack().join()).toContain('Anna'), SOON)
    kenji.write(japanese, 'ありがとうございます。カメラの画面が3秒ほど止まります。明日の10:00に一緒に見てもらえますか？')
    await vi.waitFor(() => expect(chat.onSlack().join()).toContain('Kenji'), SOON)
    sam.write(world.slack.channel, 'Yes, 10:00 is fine. I put it on the board: https://hub.example.org/boards/launch')
    await vi.waitFor(() => expect(chat.onDiscord(german).join()).toContain('sam'), SOON)
    await vi.waitFor(() => expect(chat.onDiscord(german)).toHaveLength(3), SOON)
    console.log(model.requests.flatMap(({ items }) => items.map(({ from, to, segments }) => [from, to, ...segments].join(' | '))).join('\n'))
    const page = await browser.visit(world.hub, {
      as: world.hub.owner,
      path: `/chat/${chat.roomId}`,
      size: COLUMN,
      locale: 'ja',
      scale: 2,
    })
    const web = page.getByRole('log')
    if (IMAGE === undefined) return
    const picture = await page.screenshot()
    const drawn = await browser.visit(world.hub, { size: { width: 1540, height: 680 }, scale: 2 })
    await drawn.setContent(
      conversationPage({
        discord: {
          title: 'Discord, in German',
          messages: world.discord.messagesIn(german).map(({ body, webhook, authorId }) => ({
            ...body,
            username: webhook?.name ?? world.discord.state.users.get(authorId)?.globalName ?? '',
          })),
        },
        slack: {
          title: 'Slack, in English',
          messages: world.slack.messagesIn(world.slack.channel).map(({ text, as, userId }) => ({
            text,
            username: as?.name ?? world.slack.state.users.get(userId)?.name ?? '',
          })),
        },
        web: { title: 'Web client, in Japanese', picture },
      }),
    )
    writeFileSync(fileURLToPath(new URL(IMAGE, import.meta.url)), await drawn.screenshot())
    void web
  })
})
