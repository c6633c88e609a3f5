declare module 'edmonds-blossom-fixed' {
  /** Edges are [vertex, vertex, weight]. @returns by vertex its mate, or -1. */
  export default function maxWeightMatching(
    edges: readonly (readonly [number, number, number])[],
    maxCardinality?: boolean,
  ): number[]
}
