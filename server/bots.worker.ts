import { parentPort, workerData } from 'node:worker_threads'
import { startBots } from '../bots/start-bots.ts'
import type { BotsThreadData } from './bots-thread.ts'
import { createLog } from './platform/log.ts'

/** The bots, in a thread of their own. They finish what is on its way when they are told to close. */
const { logLevel, ...options } = workerData as BotsThreadData
const bots = await startBots({ ...options, log: createLog(logLevel) })
parentPort?.once('message', () => {
  void bots[Symbol.asyncDispose]().then(() => process.exit())
})
