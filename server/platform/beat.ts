/**
 * Calls `work` each `ms` until the answer is called. All beats of a process fall together, so that what each of them looks
 * up is one waking of the store's threads, and an idle hub sleeps in between; those of another process fall elsewhere.
 */
export function beat(ms: number, work: () => void): () => void {
  let timer: NodeJS.Timeout
  const next = () => {
    // Timers may come a moment early: that beat is over, too.
    const upcoming = (Math.round(performance.now() / ms) + 1) * ms
    timer = setTimeout(() => {
      next()
      work()
    }, upcoming - performance.now())
  }
  next()
  return () => clearTimeout(timer)
}
