import { useCallback, useEffect, useRef, useState } from 'react'
import type { Translation } from '../../../shared/translation.ts'
import { MAX_NAMES, translationEndpoints } from '../../../shared/translation-api.ts'
import { api } from '../lib/api.ts'

/** 'failed': the hub could not be reached. */
export type Shown = Translation | 'waiting' | 'failed'

export type Purpose = 'document' | 'comment' | 'gig' | 'announcement'

export interface TextToRead {
  text: string
  purpose: Purpose
  /** Stay as they are; the same in all texts of a purpose. */
  names?: readonly string[]
}

/** A text with the language into which it is asked for: that may have changed before its turn comes. */
interface Asked extends TextToRead {
  to: string
}

const BATCH = 20
const BATCH_LETTERS = 60_000

/** Translates texts as they come and change; each is asked for once, by its content. */
export function useTranslations(communityId: string, to: string) {
  const known = useRef(new Map<string, Shown>())
  const hint = useRef<string>(undefined)
  const queue = useRef<Asked[]>([])
  const working = useRef(false)
  const [, setVersion] = useState(0)

  useEffect(() => {
    // Another language: nothing of the one before is shown.
    known.current.clear()
    queue.current = []
    setVersion((version) => version + 1)
  }, [to, communityId])

  const work = useCallback(async () => {
    if (working.current) return
    working.current = true
    for (let batch = take(queue.current); batch.length > 0; batch = take(queue.current)) {
      const answers = await ask(communityId, batch, hint.current)
      for (const [index, { text, to: language }] of batch.entries()) {
        const answer = answers?.[index] ?? 'failed'
        known.current.set(keyOf(language, text), answer)
        if (answer !== 'failed' && answer.from !== null) hint.current ??= answer.from
      }
      setVersion((version) => version + 1)
    }
    working.current = false
  }, [communityId])

  /** Asks for what is not known yet; `again`: for what failed, too. */
  const want = useCallback(
    (texts: readonly TextToRead[], again = false) => {
      for (const one of texts) {
        const shown = known.current.get(keyOf(to, one.text))
        if (shown !== undefined && !(again && mayRetry(shown))) continue
        known.current.set(keyOf(to, one.text), 'waiting')
        queue.current.push({ ...one, to })
      }
      setVersion((version) => version + 1)
      void work()
    },
    [to, work],
  )
  const of = useCallback((text: string) => known.current.get(keyOf(to, text)), [to])
  return { want, of }
}

export function mayRetry(shown: Shown): boolean {
  return shown === 'failed' || (shown !== 'waiting' && shown.state === 'untranslated' && shown.retryable)
}

function keyOf(to: string, text: string): string {
  return `${to}\n${text}`
}

/** Of one purpose and language, as many as go into one request. */
function take(queue: Asked[]): Asked[] {
  const batch: Asked[] = []
  let letters = 0
  for (let next = queue[0]; next !== undefined && batch.length < BATCH; next = queue[0]) {
    letters += next.text.length
    const [first = next] = batch
    const isOther = next.purpose !== first.purpose || next.to !== first.to
    if (batch.length > 0 && (letters > BATCH_LETTERS || isOther)) break
    batch.push(next)
    queue.shift()
  }
  return batch
}

async function ask(
  communityId: string,
  batch: readonly Asked[],
  hint: string | undefined,
): Promise<Translation[] | undefined> {
  const [first] = batch
  if (first === undefined) return []
  const { to, purpose, names } = first
  try {
    const { translations } = await api.call(translationEndpoints.translate, {
      params: { communityId },
      body: {
        to,
        purpose,
        ...(hint === undefined ? {} : { hint }),
        ...(names === undefined ? {} : { names: names.slice(0, MAX_NAMES) }),
        // A gig is plain text: it came from anywhere.
        texts: batch.map(({ text }) => ({
          text,
          markup: purpose === 'gig' ? ('plain' as const) : ('markdown' as const),
        })),
      },
    })
    return translations
  } catch {
    return undefined
  }
}
