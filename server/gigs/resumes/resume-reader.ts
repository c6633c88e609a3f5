import type { Readable } from 'node:stream'
import type { Worker } from 'node:worker_threads'
import { HubError } from '../../../shared/errors.ts'
import { RESUME_MAX_BYTES, type ResumeReading } from '../../../shared/resumes.ts'
import { workerThread } from '../../platform/worker-thread.ts'
import { readJsonResume } from './json-resume.ts'
import { readResume } from './read-resume.ts'

/** What one thread may take; the text of a résumé takes a hundredth. */
const THREAD_MEMORY_MB = 192
const THREAD_TIME_MS = 10_000
const MAX_AT_ONCE = 2
const MAX_CHARS = 60_000

export interface ResumeFile {
  name: string
  /** As announced. */
  bytes: number | undefined
  content: Readable
}

/** Reads what a résumé says, for a preview; it keeps nothing. */
export class ResumeReader {
  readonly #threads = new Set<Worker>()

  /** @throws HubError 'too_large', 'rate_limited', or 'invalid_input' for a file that cannot be read. */
  async read({ name, bytes, content }: ResumeFile): Promise<ResumeReading> {
    const file = await received(content, bytes)
    const kind = kindOf(file, name)
    if (kind === 'pdf' || kind === 'docx') return readResume(clean(await this.#textOf(kind, file)))
    const text = file.toString('utf8')
    if (text.includes('\0') || text.includes('\uFFFD')) throw unreadable()
    return kind === 'json' ? readJsonResume(text.slice(0, RESUME_MAX_BYTES)) : readResume(clean(text))
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.terminate()))
  }

  async #textOf(kind: 'pdf' | 'docx', file: Buffer): Promise<string> {
    if (this.#threads.size >= MAX_AT_ONCE) {
      throw new HubError('rate_limited', 'Other résumés are being read just now. Try again in a moment.')
    }
    const thread = workerThread(new URL('./resume-text.worker.ts', import.meta.url), {
      workerData: { kind, bytes: new Uint8Array(file) },
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
    })
    this.#threads.add(thread)
    try {
      return await new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => reject(unreadable('it took too long')), THREAD_TIME_MS)
        thread.once('message', (answer: { text: string } | { error: string }) => {
          clearTimeout(timer)
          if ('text' in answer) resolve(answer.text)
          else reject(unreadable(/password/iu.test(answer.error) ? 'it is locked with a password' : undefined))
        })
        thread.once('error', (cause) => reject(unreadable(undefined, cause)))
        thread.once('exit', () => {
          clearTimeout(timer)
          reject(unreadable())
        })
      })
    } finally {
      this.#threads.delete(thread)
      await thread.terminate()
    }
  }
}

async function received(content: Readable, announced: number | undefined): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  if ((announced ?? 0) > RESUME_MAX_BYTES) throw tooLarge()
  for await (const chunk of content as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > RESUME_MAX_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  if (bytes === 0) throw new HubError('invalid_input', 'The file is empty.')
  return Buffer.concat(chunks)
}

/** By content; a name says nothing but that a text is JSON. */
function kindOf(file: Buffer, name: string): 'pdf' | 'docx' | 'json' | 'text' {
  if (file.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (file.subarray(0, 2).toString('latin1') === 'PK') return 'docx'
  return /\.json$/iu.test(name) || file.subarray(0, 200).toString('utf8').trimStart().startsWith('{') ? 'json' : 'text'
}

/** @throws HubError for a file without words, e.g. a scanned page. */
function clean(text: string): string {
  const words = text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ *\n */gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
    .slice(0, MAX_CHARS)
  if (words === '') throw unreadable('there is no text in it; a scanned page is a picture')
  return words
}

function unreadable(why?: string, cause?: unknown): HubError {
  const message = `This file cannot be read${why === undefined ? '' : `: ${why}`}. PDF, DOCX, plain text and JSON Résumé can.`
  return new HubError('invalid_input', message, cause === undefined ? {} : { cause })
}

function tooLarge(): HubError {
  return new HubError('too_large', `A résumé may have ${RESUME_MAX_BYTES / 1024 / 1024} MB at most.`)
}
