/**
 * A reporter of vitest: says why a test needed its second try. It passes, and what went wrong at first would be known to nobody.
 */
export default class SecondTries {
  #tests = []

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky === true) this.#tests.push(test)
  }

  onTestRunEnd() {
    for (const test of this.#tests) {
      console.log(`\nSECOND TRY: ${test.module.moduleId} > ${test.fullName}`)
      for (const { message, stacks = [] } of test.result().errors ?? []) {
        console.log(`  ${message}`)
        for (const { file, line, column } of stacks.slice(0, 3)) console.log(`    at ${file}:${line}:${column}`)
      }
    }
  }
}
