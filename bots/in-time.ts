/** Of the three seconds that platforms wait, with room for the way there and back. */
const ANSWER_WITHIN_MS = 2_000

/** @returns undefined when it takes longer than a platform waits for an answer that cannot be put off. */
export async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS)))
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
