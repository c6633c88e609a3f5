export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Polls until `done`. @throws Error after `withinMs`. */
export async function until(done: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!done()) {
    if (performance.now() > deadline) throw new Error('did not happen in time')
    await sleep(5)
  }
}

/** @returns the value at a share of the way from the least to the greatest, 0.5 for the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Opens so many, a few at a time: no server is measured by how it takes a rush. */
export async function openAll<T>(count: number, open: (index: number) => Promise<T>): Promise<T[]> {
  const opened: T[] = []
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, index) => open(from + index))
    opened.push(...(await Promise.all(some)))
  }
  return opened
}
