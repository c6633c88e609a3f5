import type { AsyncLocalStorage } from 'node:async_hooks'
import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage,
} from '@better-auth/core/context'

/** From this version on nothing has to be followed (https://nodejs.org/api/async_context.html). */
const FOLLOWS_NOTHING = 24
const isCostly = Number(process.versions.node.split('.')[0]) < FOLLOWS_NOTHING

/** In this process, over all hubs in it: better-auth keeps one set of contexts for all. */
let underWay = 0
let contexts: readonly AsyncLocalStorage<unknown>[] | undefined

/**
 * Runs what better-auth does, which keeps the context of a request in asynchronous contexts. From the first one on Node
 * would follow every promise of the process, which costs a busy hub a tenth of its time or more: so it is told to stop when nothing of
 * better-auth's is under way.
 */
export async function inAuthContexts<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1
  try {
    return await work()
  } finally {
    underWay -= 1
    if (isCostly) await rest()
  }
}

async function rest(): Promise<void> {
  contexts ??= await Promise.all([
    getRequestStateAsyncLocalStorage(),
    getCurrentDBAdapterAsyncLocalStorage(),
    getCurrentAuthContextAsyncLocalStorage(),
  ])
  if (underWay === 0) for (const context of contexts) context.disable()
}
