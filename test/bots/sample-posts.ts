import type { ChatPost } from '../../shared/chat-posts.ts'

const POST: ChatPost = {
  type: 'chat_post',
  messageId: 'message1',
  author: { name: 'Kenji Tanaka', imageUrl: null },
  markdown:
    'The **camera spec** is ready: see [section 3](https://hub.example.org/documents/camera).\n\n- frame rate: `60 fps`\n- budget: €4,500 until 2026-12-01\n\n> Which lens do we take, @Anna?',
  note: 'Machine translation from Japanese (Apertium)',
  files: [],
  replyTo: null,
  thread: null,
  title: 'The camera spec is ready',
  wordsAt: 0,
  isRemoved: false,
  after: null,
}

/** What somebody wrote elsewhere, as it stands in a linked channel. */
export const CHAT_POSTS: Record<string, ChatPost> = {
  'chat-translated': POST,
  'chat-reply': {
    ...POST,
    author: { name: 'Anna *the* lens', imageUrl: null },
    markdown: 'Nimm das mit 8 mm. <@everyone> & @here sind keine Rufe.',
    note: null,
    replyTo: {
      messageId: 'message0',
      author: 'Kenji Tanaka',
      excerpt: 'Which lens do we take?',
      place: { channelId: '1101', messageId: '1102' },
    },
  },
  'chat-not-translated': {
    ...POST,
    markdown: 'レンズは8mmでお願いします。',
    note: 'Not translated: no engine for these languages',
  },
}
