import { parentPort } from 'node:worker_threads'
import { BergamotRuntime } from './bergamot-runtime.ts'
import type { BergamotAnswer, BergamotMessage } from './bergamot-thread.ts'

/** Each takes some 200 MB; a pair by way of English needs two. */
const MAX_MODELS = 4

let said = ''
const runtime = await BergamotRuntime.start(MAX_MODELS, (line) => {
  if (line.includes('Error:')) said = line.replace(/^.*?Error:\s*/, '')
})

async function answer({ id, models, text, isHtml }: BergamotMessage): Promise<BergamotAnswer> {
  for (const model of models) {
    if (runtime.has(model)) continue
    try {
      await runtime.load(model)
    } catch (error) {
      return { id, state: 'broken', name: model.name, detail: said || String(error) }
    }
  }
  return { id, state: 'done', text: runtime.translate(models, text, isHtml) }
}

// One after the other: loading waits for files, and a second one must not come between.
let last = Promise.resolve()
parentPort?.on('message', (question: BergamotMessage) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answer(question))
  })
})
