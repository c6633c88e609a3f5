import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { z } from 'zod'

export interface Lines<T> {
  items: AsyncGenerator<T>
  /** How many lines were refused so far. */
  refused: () => number
}

/** Reads JSON lines; a line that is refused is named on standard error and costs none of the others. */
export function readLines<S extends z.ZodType>(source: Readable | string, schema: S): Lines<z.output<S>> {
  const input = typeof source === 'string' ? createReadStream(source) : source
  const name = typeof source === 'string' ? source : 'standard input'
  let refused = 0
  async function* items(): AsyncGenerator<z.output<S>> {
    let number = 0
    for await (const read of createInterface({ input, crlfDelay: Infinity })) {
      number += 1
      const line = number === 1 ? read.replace(/^\uFEFF/u, '') : read
      if (line.trim() === '') continue
      const parsed = schema.safeParse(jsonOf(line))
      if (parsed.success) {
        yield parsed.data
        continue
      }
      refused += 1
      const [issue] = parsed.error.issues
      const where = issue === undefined || issue.path.length === 0 ? '' : ` at '${issue.path.join('.')}'`
      console.error(
        `${name}, line ${number}: ${jsonOf(line) === undefined ? 'is no JSON' : (issue?.message ?? 'is not valid')}${where}`,
      )
    }
  }
  return { items: items(), refused: () => refused }
}

/** Writes one JSON line, and waits where the reader is slow. */
export async function writeLine(output: Writable, value: unknown): Promise<void> {
  if (!output.write(`${JSON.stringify(value)}\n`)) await once(output, 'drain')
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
