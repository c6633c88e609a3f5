import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as discordChat from '../../bots/discord/render-chat.ts'
import * as discord from '../../bots/discord/render-message.ts'
import type { GigStanding } from '../../bots/gigs/gig-controls.ts'
import * as slackChat from '../../bots/slack/render-chat.ts'
import * as slack from '../../bots/slack/render-message.ts'
import type { ChatPost } from '../../shared/chat-posts.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import { messageBody } from '../standins/slack/chat-methods.ts'
import { SlackState } from '../standins/slack/slack-state.ts'
import { refuseMessage } from '../standins/discord/validate-message.ts'
import { previewPage } from './preview/preview-page.ts'
import { GATHERINGS } from './sample-gatherings.ts'
import { CHAT_POSTS } from './sample-posts.ts'
import { CARDS, samplePanels, TEXT } from './sample-messages.ts'

// `npx vitest run --project hub test/bots/renderings.test.ts -u` writes them anew; look at preview.html then.
const FOLDER = fileURLToPath(new URL('../../docs/renderings', import.meta.url))

interface Rendered {
  name: string
  discord: object
  slack: object
}

async function renderAll(): Promise<Rendered[]> {
  const cards = Object.entries(CARDS).map(([name, card]) => ({
    name,
    discord: discord.renderGigCard(card),
    slack: slack.renderGigCard(card),
  }))
  const alert = CARDS['gig-alert'] as GigCard
  const panels = Object.entries(await samplePanels()).map(([name, panel]) => ({
    name,
    discord: discord.renderPanel(panel),
    slack: slack.renderPanel(panel),
  }))
  const text = { type: 'text', markdown: TEXT } as const
  return [
    ...cards,
    inStanding('gig-saved', alert, { kind: 'saved' }),
    inStanding('gig-not-relevant-why', alert, { kind: 'asked_why_not' }),
    inStanding('gig-not-relevant', alert, { kind: 'not_relevant', reason: 'pay' }),
    ...panels,
    ...Object.entries(GATHERINGS).map(([name, content]) => ({
      name,
      discord: discord.renderDelivery(content)[0] ?? {},
      slack: slack.renderDelivery(content)[0] ?? {},
    })),
    ...Object.entries(CHAT_POSTS).map(([name, post]) => chatPost(name, post)),
    { name: 'text', discord: discord.renderDelivery(text)[0] ?? {}, slack: slack.renderDelivery(text)[0] ?? {} },
  ]
}

function chatPost(name: string, post: ChatPost): Rendered {
  return {
    name,
    discord: { ...discordChat.renderChatPost(post, '1100')[0], username: discordChat.usernameOf(post) },
    slack: { text: slackChat.renderChatPost(post)[0], username: slackChat.usernameOf(post) },
  }
}

function inStanding(name: string, card: GigCard, standing: GigStanding): Rendered {
  const onDiscord = discord.renderGigCard(card)
  const onSlack = slack.renderGigCard(card)
  const [embed = {}] = onDiscord.embeds ?? []
  return {
    name,
    discord: { ...onDiscord, ...discord.renderStanding(embed, card.gigId, standing, card.url) },
    slack: { ...onSlack, blocks: slack.renderStanding(onSlack.blocks, card.gigId, standing, card.url) },
  }
}

test('each message is what docs/renderings shows, and both platforms take it', async () => {
  for (const rendered of await renderAll()) {
    for (const platform of ['discord', 'slack'] as const) {
      const json = `${JSON.stringify(rendered[platform], null, 2)}\n`
      await expect(json).toMatchFileSnapshot(`${FOLDER}/${platform}/${rendered.name}.json`)
    }
    expect(refuseMessage(rendered.discord)).toBeUndefined()
    expect(() => messageBody({ ...rendered.slack }, new SlackState('', '', Date.now))).not.toThrow()
  }
})

test('the preview page shows these messages', async () => {
  await expect(previewPage(await renderAll())).toMatchFileSnapshot(`${FOLDER}/preview.html`)
})
