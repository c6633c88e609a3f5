/** One row of a sparse design: which features it has, and how much of each. */
export interface SparseRow {
  features: Int32Array
  values: Float64Array
}

const PASSES = 25

/**
 * Ridge regression on sparse rows by coordinate descent: what each feature moves a target by, shrunk towards 0 by how few rows
 * stand behind it. Targets must be centred.
 */
export function fitRidge(
  rows: readonly SparseRow[],
  targets: Float64Array,
  featureCount: number,
  penalty: number,
): Float64Array {
  const weights = new Float64Array(featureCount)
  const squares = new Float64Array(featureCount)
  const rowsOf: number[][] = Array.from({ length: featureCount }, () => [])
  const valuesOf: number[][] = Array.from({ length: featureCount }, () => [])
  for (const [index, { features, values }] of rows.entries()) {
    for (const [at, feature] of features.entries()) {
      const value = values[at] ?? 0
      rowsOf[feature]?.push(index)
      valuesOf[feature]?.push(value)
      squares[feature] = (squares[feature] ?? 0) + value * value
    }
  }
  const residuals = Float64Array.from(targets)
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let feature = 0; feature < featureCount; feature += 1) {
      const [own, values] = [rowsOf[feature] ?? [], valuesOf[feature] ?? []]
      const before = weights[feature] ?? 0
      let pull = 0
      for (const [at, row] of own.entries()) pull += (values[at] ?? 0) * (residuals[row] ?? 0)
      const square = squares[feature] ?? 0
      const after = (pull + square * before) / (square + penalty)
      if (after === before) continue
      for (const [at, row] of own.entries()) {
        residuals[row] = (residuals[row] ?? 0) - (values[at] ?? 0) * (after - before)
      }
      weights[feature] = after
    }
  }
  return weights
}

export function predict(weights: Float64Array, { features, values }: SparseRow): number {
  let sum = 0
  for (const [at, feature] of features.entries()) sum += (weights[feature] ?? 0) * (values[at] ?? 0)
  return sum
}
