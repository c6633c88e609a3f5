/** Matches of one score that members answered. */
interface Answered {
  score: number
  n: number
  taken: number
}

/** Scores from `from` up to the next block's, which were worth the same. */
interface Block {
  from: number
  n: number
  taken: number
}

/**
 * Isotonic regression by pooling neighbours: shares that only rise with the score, as near as they can be to what was
 * answered. No block has fewer than `least` answers; there is none where all together are fewer. `answers`: by rising score.
 */
export function blocksOf(answers: readonly Answered[], least: number): Block[] {
  const blocks: Block[] = []
  for (const bin of binsOf(answers, least)) {
    blocks.push(bin)
    while (falls(blocks)) mergeLast(blocks)
  }
  return blocks
}

/** Neighbouring scores together until they are enough; what is left over at the end goes with those before. */
function binsOf(answers: readonly Answered[], least: number): Block[] {
  const bins: Block[] = []
  let at: number | undefined
  for (const { score, n, taken } of answers) {
    const isFull = (bins.at(-1)?.n ?? least) >= least && at !== score
    bins.push({ from: score, n, taken })
    if (!isFull) mergeLast(bins)
    at = score
  }
  if ((bins.at(-1)?.n ?? 0) < least) mergeLast(bins)
  return bins.filter(({ n }) => n >= least)
}

/** Whether the last block was worth less than the one before, although its scores are higher. */
function falls(blocks: readonly Block[]): boolean {
  const [before, last] = [blocks.at(-2), blocks.at(-1)]
  return before !== undefined && last !== undefined && last.taken * before.n < before.taken * last.n
}

function mergeLast(blocks: Block[]): void {
  const [before, last] = [blocks.at(-2), blocks.at(-1)]
  if (before === undefined || last === undefined) return
  blocks.splice(-2, 2, { from: before.from, n: before.n + last.n, taken: before.taken + last.taken })
}
