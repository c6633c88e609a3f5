import { describe } from 'vitest'
import { PostgresUpdateLog } from '../../server/sync/postgres-update-log.ts'
import { SqliteUpdateLog } from '../../server/sync/sqlite-update-log.ts'
import { migratedDatabase } from '../helpers/migrated-database.ts'
import { describePostgres } from '../helpers/services.ts'
import { updateLogContract, type UpdateLogFixture } from './update-log.ts'

describe('on SQLite', () => updateLogContract(() => fixture('sqlite')))
describePostgres('on PostgreSQL', () => updateLogContract(() => fixture('postgres')))

async function fixture(kind: 'sqlite' | 'postgres'): Promise<UpdateLogFixture> {
  const store = await migratedDatabase(kind)
  const { queries, target } = store.database
  await queries.insertInto('communities').values({ id: 'c', name: 'C', slug: 'c', created_at: 0 }).execute()
  const log = target.kind === 'sqlite' ? new SqliteUpdateLog(target.path) : new PostgresUpdateLog(target.url)
  return {
    log,
    async createDocuments(...ids) {
      const common = { community_id: 'c', kind: 'plain', title: 't', visibility: 'community', created_by: null }
      const rows = ids.map((id) => ({ id, ...common, created_at: 0, updated_at: 0, archived_at: null, seq: 0 }))
      await queries.insertInto('documents').values(rows).execute()
    },
    async createVersion(documentId, seq) {
      const version = { id: `v${seq}`, document_id: documentId, seq, name: 'named', created_by: null, at: 0 }
      await queries.insertInto('document_versions').values(version).execute()
    },
    async [Symbol.asyncDispose]() {
      await log.close()
      await store[Symbol.asyncDispose]()
    },
  }
}
