/** The engine of the benchmark, in a process of its own: a model that takes as long as it is told. */
import { startOpenAiStandin } from '../../../test/standins/openai/openai-standin.ts'

/** When the engine had a text in hand, in Unix milliseconds. */
export interface EngineCall {
  texts: string[]
  arrivedAt: number
  endedAt: number
}

export type ToEngine = { latencyMs: number } | 'report'
export type FromEngine = { url: string } | { calls: EngineCall[] }

const tell = (message: FromEngine) => process.send?.(message)
const standin = await startOpenAiStandin()

process.on('message', (message: ToEngine) => {
  if (message !== 'report') {
    standin.latencyMs = message.latencyMs
    return
  }
  const calls = standin.requests.map(({ items, arrivedAt, endedAt }) => ({
    texts: items.map(({ segments }) => segments.join(' ')),
    arrivedAt,
    endedAt: endedAt ?? arrivedAt,
  }))
  standin.requests.length = 0
  tell({ calls })
})
process.on('disconnect', () => process.exit(0))
tell({ url: standin.url })
