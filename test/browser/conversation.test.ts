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
const TRANSLATIONS: Record<string, Record<string, string>> = {
  'Guten Morgen! Der neue ⟦1⟧Build⟦/1⟧ läuft auf dem Testgerät, die Änderungen stehen in ⟦2⟧.': {
    en: 'Good morning! The new ⟦1⟧build⟦/1⟧ runs on the test device; the changes are in ⟦2⟧.',
    ja: 'おはようございます！新しい⟦1⟧ビルド⟦/1⟧はテスト端末で動いています。変更点は⟦2⟧にあります。',
  },
  'ありがとうございます。カメラの画面が3秒ほど止まります。明日の⟦1⟧に一緒に見てもらえますか？': {
    de: 'Danke! Das Kamerabild bleibt etwa 3 Sekunden lang stehen. Können wir es uns morgen um ⟦1⟧ zusammen ansehen?',
    en: 'Thank you. The camera screen freezes for about 3 seconds. Could you look at it with me tomorrow at ⟦1⟧?',
  },
  'Yes, ⟦1⟧ is fine. I put it on the board: ⟦2⟧': {
    de: 'Ja, ⟦1⟧ passt. Ich habe es auf das Board gesetzt: ⟦2⟧',
    ja: 'はい、⟦1⟧で大丈夫です。ボードに載せました：⟦2⟧',
  },
}

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
    anna.write(
      german,
      'Guten Morgen! Der neue **Build** läuft auf dem Testgerät, die Änderungen stehen in `release-notes.md`.',
    )
    await vi.waitFor(() => expect(chat.onSlack().join()).toContain('Anna'), SOON)
    kenji.write(
      japanese,
      'ありがとうございます。カメラの画面が3秒ほど止まります。明日の10:00に一緒に見てもらえますか？',
    )
    await vi.waitFor(() => expect(chat.onSlack().join()).toContain('Kenji'), SOON)
    sam.write(world.slack.channel, 'Yes, 10:00 is fine. I put it on the board: https://hub.example.org/boards/launch')
    await vi.waitFor(() => expect(chat.onDiscord(german).join()).toContain('sam'), SOON)
    await vi.waitFor(() => expect(chat.onDiscord(german)).toHaveLength(3), SOON)
    expect(chat.onSlack().join('\n')).toMatch(/The new \*build\* runs[^]*for about 3 seconds[^]*Yes, 10:00 is fine/)
    expect(chat.onDiscord(german).join('\n')).toMatch(/Der neue \*\*Build\*\*[^]*etwa 3 Sekunden[^]*Ja, 10:00 passt/)
    const page = await browser.visit(world.hub, {
      as: await world.hub.createMember({ name: 'Yuki' }),
      path: '/chat',
      size: COLUMN,
      locale: 'ja',
      scale: 2,
    })
    const web = page.getByRole('log')
    for (const words of ['おはようございます！新しいビルド', '3秒ほど止まります', '10:00で大丈夫です']) {
      await expect(web.getByText(words)).toBeVisible()
    }
    if (IMAGE === undefined) return
    const picture = await page.screenshot()
    const drawn = await browser.visit(world.hub, { size: { width: 1540, height: 680 }, scale: 2 })
    await drawn.setContent(
      conversationPage({
        discord: {
          title: 'Discord, in German',
          messages: world.discord.messagesIn(german).map(({ body, webhook, authorId }) => ({
            ...body,
            isOfPerson: webhook === null,
            username: webhook?.name ?? world.discord.state.users.get(authorId)?.globalName ?? '',
          })),
        },
        slack: {
          title: 'Slack, in English',
          messages: world.slack.messagesIn(world.slack.channel).map(({ text, as, userId }) => ({
            text,
            isOfPerson: as === null,
            username: as?.name ?? world.slack.state.users.get(userId)?.name ?? '',
          })),
        },
        web: { title: 'Web client, in Japanese', picture },
      }),
    )
    writeFileSync(fileURLToPath(new URL(IMAGE, import.meta.url)), await drawn.screenshot())
  })
})
