import { freshDatabase } from './migrated-database.ts'
import { databaseUrl } from './services.ts'

export interface Store extends AsyncDisposable {
  /** Settings of a hub that keeps its state there. */
  env: Record<string, string>
}

/** The databases that a hub may stand on, for `describe.each`; PostgreSQL only where there is one. */
export const STORES: { name: string; open: () => Promise<Store> }[] = [
  { name: 'SQLite', open: () => Promise.resolve({ env: {}, [Symbol.asyncDispose]: () => Promise.resolve() }) },
]
if (databaseUrl !== undefined) {
  STORES.push({
    name: 'PostgreSQL',
    async open() {
      const database = await freshDatabase()
      return { env: { DATABASE_URL: database.url }, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
    },
  })
}
