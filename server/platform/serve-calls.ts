import { parentPort, type Transferable } from 'node:worker_threads'

type Request<Call> = { id: number; call: Call } | 'close'
type Reply = { id: number; value: unknown } | { id: number; error: string }

export interface Serving<Call> {
  answer: (call: Call) => unknown
  /** What of an answer is handed over rather than copied. */
  handedOver?: (call: Call, value: unknown) => Transferable[]
  close?: () => void
}

/**
 * In a worker thread: answers calls until it is told to close; one after the other, unless an answer is a promise. What
 * `answer` throws goes back as its message.
 */
export function serveCalls<Call>({ answer, handedOver, close }: Serving<Call>): void {
  const port = parentPort
  if (port === null) throw new Error('must run as a worker thread')
  port.on('message', (request: Request<Call>) => {
    if (request === 'close') {
      close?.()
      port.close()
      return
    }
    void reply(request)
  })

  async function reply({ id, call }: Exclude<Request<Call>, 'close'>): Promise<void> {
    try {
      const value = await answer(call)
      port?.postMessage({ id, value } satisfies Reply, handedOver?.(call, value))
    } catch (error) {
      port?.postMessage({ id, error: (error as Error).message } satisfies Reply)
    }
  }
}
