import { join } from 'node:path'
import { Server } from '@hocuspocus/server'
import * as Y from 'yjs'
import { openSqlite } from '../../../server/platform/sqlite.ts'
import { announce, argument } from './announce.ts'

/** `@hocuspocus/server` with its documents in SQLite, stored as its own extension does: debounced, whole. */
const database = openSqlite(join(argument('folder'), 'hocuspocus.db'))
database.exec('create table if not exists documents (name text primary key, data blob not null)')
const read = database.prepare('select data from documents where name = ?')
const write = database.prepare(
  'insert into documents (name, data) values (?, ?) on conflict (name) do update set data = excluded.data',
)
const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  stopOnSignals: false,
  onLoadDocument({ documentName, document }) {
    const row = read.get(documentName) as { data: Uint8Array } | undefined
    if (row !== undefined) Y.applyUpdate(document, row.data)
    return Promise.resolve()
  },
  onStoreDocument({ documentName, document }) {
    write.run(documentName, Y.encodeStateAsUpdate(document))
    return Promise.resolve()
  },
})
await server.listen()
announce({ url: `ws://127.0.0.1:${server.address.port}`, query: '' })
process.once('SIGTERM', () => {
  void server.destroy().then(() => {
    // Until here: the driver closes a database that nothing refers to any more.
    database.close()
    process.exit(0)
  })
})
