import type { Message, MessageSnapshot } from 'discord.js'

/** A message as discord.js has it, in the shape in which Discord tells of it. */
export function wordsOf({ content, mentions, embeds, stickers, messageSnapshots }: Message) {
  return {
    ...partsOf({ content, mentions, stickers }),
    embeds: embeds.map(({ data }) => data),
    message_snapshots: [...messageSnapshots.values()].map((one) => ({ message: { ...partsOf(one), attachments: [] } })),
  }
}

function partsOf({
  content,
  mentions,
  stickers,
}: Pick<Message | MessageSnapshot, 'content' | 'mentions' | 'stickers'>) {
  return {
    content,
    mentions: [...mentions.users.values()].map(({ id, username, globalName }) => ({
      id,
      username,
      global_name: globalName,
    })),
    sticker_items: [...stickers.values()],
  }
}
