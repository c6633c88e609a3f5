import { workerThread } from '../../../platform/worker-thread.ts'
import { type Events, KeptAlive, type Running } from '../kept-alive.ts'
import type { BergamotModel } from './bergamot-models.ts'

export interface BergamotQuestion {
  /** Two: by way of the language between them. */
  models: readonly BergamotModel[]
  text: string
  isHtml: boolean
}

/** What goes into the thread, and comes out of it. */
export type BergamotMessage = BergamotQuestion & { id: number }
export type BergamotAnswer =
  | { id: number; state: 'done'; text: string }
  /** The model cannot be read; the thread is of no use any more. */
  | { id: number; state: 'broken'; name: string; detail: string }

export interface BergamotThreadDeps {
  answerMs: number
  onBroken: (name: string, detail: string) => void
  onEnd: (reason: string) => void
  now: () => number
}

export type BergamotThread = KeptAlive<BergamotQuestion, Running<BergamotQuestion>>

/** The one thread that Bergamot runs in. Its memory only grows, so it ends when it is idle. */
export function bergamotThread(deps: BergamotThreadDeps): BergamotThread {
  return new KeptAlive({
    start: (events) => start(deps.onBroken, events),
    get answerMs() {
      return deps.answerMs
    },
    endsBeforeRest: 2,
    onEnd: deps.onEnd,
    now: deps.now,
  })
}

function start(
  onBroken: BergamotThreadDeps['onBroken'],
  { answered, ended, gaveUp }: Events,
): Running<BergamotQuestion> {
  const worker = workerThread(new URL('./bergamot.worker.ts', import.meta.url))
  worker.on('message', (answer: BergamotAnswer) => {
    if (answer.state === 'done') return answered(answer.id, answer.text)
    onBroken(answer.name, answer.detail)
    gaveUp()
  })
  worker.once('error', (error) => ended(String(error)))
  worker.once('exit', () => ended('it ended'))
  return {
    ask: (id, question) => worker.postMessage({ id, ...question } satisfies BergamotMessage),
    end: () => void worker.terminate(),
  }
}
