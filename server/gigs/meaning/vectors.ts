/** A vector of length 1 in steps of 1/127: a quarter of the memory, and near enough to tell what is like what. */
export type Vector = Int8Array

const STEPS = 127

/** Scaled by its largest part, so that no step is wasted; likeness does not ask for lengths. */
export function quantised(values: Float32Array): Vector {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return Int8Array.from(values, (value) => (most === 0 ? 0 : Math.round((value / most) * STEPS)))
}

/** Cosine, -1 to 1; 0 for vectors of different models. */
export function likenessOf(a: Vector, b: Vector): number {
  if (a.length !== b.length) return 0
  let [dot, ofA, ofB] = [0, 0, 0]
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0]
    dot += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA === 0 || ofB === 0 ? 0 : dot / Math.sqrt(ofA * ofB)
}

export function toText(vector: Vector): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

export function fromText(text: string): Vector {
  return new Int8Array(Buffer.from(text, 'base64'))
}
