import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from '../../../server/platform/sqlite.ts'

const database = openSqlite((workerData as { file: string }).file)
database.exec('create table updates (seq integer primary key, path text not null, bytes blob not null)')
const insert = database.prepare('insert into updates (path, bytes) values (?, ?)')

parentPort?.on('message', (batch: readonly { path: string; bytes: Uint8Array }[]) => {
  database.exec('begin immediate')
  for (const { path, bytes } of batch) insert.run(path, bytes)
  database.exec('commit')
})
