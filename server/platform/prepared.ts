import type { Compilable, CompiledQuery } from 'kysely'
import type { Queries } from './database.ts'
import { OpenAdapter } from './sqlite-dialect.ts'

type Value = string | number | null
type Fields = Record<string, Value>
export type PreparedValues = Record<string, Value | Fields | readonly Value[] | readonly Fields[]>

/** Of one query, by how many values its lists have. */
const MOST_SHAPES = 50

/** Stands for a value while a query is put together. */
class Placeholder {
  readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[]) {
    this.path = path
  }
}

/** A query that is put together, and where in its parameters which of the values go. */
interface Made<Row> {
  query: CompiledQuery<Row>
  places: { at: number; path: readonly (string | number)[] }[]
}

/**
 * A query that is asked many times a second. To put it together takes as long as SQLite takes to answer it, so its text is
 * made once, and again for lists of another length.
 * @param make - is given values to name, not to look at: they stand for those that come. A null is one only where it is
 *   stored, for nothing equals it; and records have the same fields each time.
 */
export function prepared<Values extends PreparedValues, Row>(
  make: (queries: Queries, values: Values) => Compilable<Row>,
): (queries: Queries, values: Values) => Promise<Row[]> {
  // Stores differ in what they are told, and tests have several.
  const byStore = new WeakMap<object, Map<string, Made<Row>>>()
  return async (queries, values) => {
    const { adapter } = queries.getExecutor()
    const known = byStore.get(adapter) ?? new Map<string, Made<Row>>()
    byStore.set(adapter, known)
    const shape = shapeOf(values)
    let made = known.get(shape)
    if (made === undefined) {
      made = withPlaces(make(queries, placeholders(values, []) as Values).compile())
      if (known.size < MOST_SHAPES) known.set(shape, made)
    }
    const { query, places } = made
    const parameters = [...query.parameters]
    for (const { at, path } of places) parameters[at] = valueAt(values, path)
    const asked = { ...query, parameters }
    const direct = adapter instanceof OpenAdapter && !queries.isTransaction ? adapter.alone<Row>(asked) : undefined
    const { rows } = await (direct ?? queries.executeQuery<Row>(asked))
    return rows
  }
}

function withPlaces<Row>(query: CompiledQuery<Row>): Made<Row> {
  const places = query.parameters.flatMap((value, at) =>
    value instanceof Placeholder ? [{ at, path: value.path }] : [],
  )
  return { query, places }
}

function valueAt(values: PreparedValues, path: readonly (string | number)[]): unknown {
  let value: unknown = values
  for (const key of path) value = (value as Record<string | number, unknown>)[key]
  return value
}

function shapeOf(values: PreparedValues): string {
  let shape = ''
  for (const value of Object.values(values)) if (Array.isArray(value)) shape += ` ${value.length}`
  return shape
}

function placeholders(value: unknown, path: readonly (string | number)[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => placeholders(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return new Placeholder(path)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, placeholders(item, [...path, name])]))
}
