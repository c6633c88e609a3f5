import { type FormEvent, useState } from 'react'
import { errorWords } from './error-words.ts'

export interface Submit {
  busy: boolean
  /** In words. */
  error: string | undefined
  run: (work: () => Promise<void>) => Promise<void>
  onSubmit: (work: () => Promise<void>) => (event: FormEvent) => void
}

/** One form that is sent: busy while it is, and the reason in words when it fails. */
export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (thrown) {
      setError(errorWords(thrown))
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    error,
    run,
    onSubmit: (work) => (event) => {
      event.preventDefault()
      void run(work)
    },
  }
}
