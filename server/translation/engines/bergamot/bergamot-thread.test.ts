import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findModels } from './bergamot-models.ts'
import { bergamotThread } from './bergamot-thread.ts'

const MODELS = fileURLToPath(new URL('../../../../test/fixtures/bergamot', import.meta.url))

test('a thread that hangs is started again once, then rests for longer and longer, and works again', async () => {
  let [answerMs, now] = [1, 0]
  const ends: string[] = []
  const thread = bergamotThread({
    get answerMs() {
      return answerMs
    },
    onBroken: () => {},
    onEnd: (reason) => ends.push(reason),
    now: () => now,
  })
  const { models } = await findModels(MODELS)
  const question = { models: models.filter(({ from }) => from === 'en'), text: 'Hello!', isHtml: false }
  expect(await thread.ask(question)).toBeUndefined()
  expect(ends).toEqual(['it hung', 'it hung'])
  answerMs = 60_000
  expect(await thread.ask(question)).toBeUndefined()
  expect(ends).toHaveLength(2)
  now = 1_000
  expect(await thread.ask(question)).toBe('Hallo!')
  thread.close()
  expect(await thread.ask(question)).toBeUndefined()
})
