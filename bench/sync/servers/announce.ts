import type { Address } from '../running-server.ts'

/** Tells the benchmark where this server is. */
export function announce(address: Address): void {
  process.send?.({ address })
}

/** @returns the value of `--name=value`, or ''. */
export function argument(name: string): string {
  const prefix = `--${name}=`
  return process.argv.find((value) => value.startsWith(prefix))?.slice(prefix.length) ?? ''
}
