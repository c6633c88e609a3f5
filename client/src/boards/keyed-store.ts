import { useCallback, useSyncExternalStore } from 'react'

/** Values by key, of which each reader hears only of its own: a change for one card renders that card alone. */
export class KeyedStore<T> {
  #values: ReadonlyMap<string, T> = new Map()
  readonly #listeners = new Set<() => void>()

  /** Values that are the same object count as unchanged. */
  replace(values: ReadonlyMap<string, T>): void {
    if (values.size === this.#values.size && [...values].every(([key, value]) => this.#values.get(key) === value))
      return
    this.#values = values
    for (const listener of this.#listeners) listener()
  }

  readonly all = (): ReadonlyMap<string, T> => this.#values

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export function useKey<T>(store: KeyedStore<T>, key: string): T | undefined {
  return useSyncExternalStore(
    store.subscribe,
    useCallback(() => store.all().get(key), [store, key]),
  )
}

export function useAll<T>(store: KeyedStore<T>): ReadonlyMap<string, T> {
  return useSyncExternalStore(store.subscribe, store.all)
}
