import { spawn } from 'node:child_process'
import { fromStream, toStream } from './apertium-stream.ts'
import { type Events, KeptAlive, type Running } from './kept-alive.ts'

export interface ApertiumProcess extends Running<string> {
  /** Of its group; undefined when it could not be started. */
  pid: number | undefined
}

/** Its stages are known to stop on noisy text. */
const ANSWER_MS = 10_000

/** One pair's chain of programs; it is asked with masked texts. */
export function apertiumProcess(pipeline: string): KeptAlive<string, ApertiumProcess> {
  return new KeptAlive({
    start: (events) => start(pipeline, events),
    answerMs: ANSWER_MS,
    // One text that it cannot bear must not cost those that wait behind it.
    endsBeforeRest: 4,
    now: Date.now,
  })
}

function start(pipeline: string, { answered, ended }: Events): ApertiumProcess {
  // A group of its own, so that all stages can be ended at once.
  const child = spawn('sh', ['-c', pipeline], { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
  let asked: { id: number; masked: string } | undefined
  let answer = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    answer += chunk
    const end = answer.indexOf('\0')
    if (end === -1 || asked === undefined) return
    const translated = fromStream(answer.slice(0, end), asked.masked, `n${asked.id}`)
    if (translated === undefined) ended('its answer was to something else')
    else answered(asked.id, translated)
  })
  child.stdin.on('error', () => ended('it takes no more'))
  child.once('error', (error) => ended(String(error)))
  child.once('exit', () => ended('it ended'))
  return {
    pid: child.pid,
    ask: (id, masked) => {
      asked = { id, masked }
      answer = ''
      child.stdin.write(`${toStream(masked, `n${id}`)}\0`)
    },
    end: () => {
      if (child.pid === undefined) return
      child.stdin.destroy()
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    },
  }
}
