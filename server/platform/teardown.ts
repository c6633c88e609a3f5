/** What was opened, to be closed in the opposite order. (`AsyncDisposableStack` comes with Node 24.) */
export class Teardown implements AsyncDisposable {
  readonly #closers: (() => unknown)[] = []

  add(close: () => unknown): void {
    this.#closers.push(close)
  }

  /** Closes everything, also when a part fails; throws the first failure at the end. */
  async [Symbol.asyncDispose](): Promise<void> {
    let failure: { error: unknown } | undefined
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close()
      } catch (error) {
        failure ??= { error }
      }
    }
    if (failure !== undefined) throw failure.error
  }
}
