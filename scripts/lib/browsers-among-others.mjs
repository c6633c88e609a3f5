/**
 * For vitest: the order of test files. Those with a browser keep the processor busy, the others mostly wait, for a pace or
 * a retry: both are run side by side until the end, longest first.
 */
import { BaseSequencer } from 'vitest/node'

export class BrowsersAmongOthers extends BaseSequencer {
  async sort(files) {
    const sorted = await BaseSequencer.prototype.sort.call(this, files)
    // Projects stay apart: a worker goes on with files of its own project only.
    const projects = [...new Set(sorted.map(({ project }) => project))]
    const rank = new Map()
    for (const [index, project] of projects.entries()) {
      for (const isBrowser of [true, false]) {
        const alike = sorted.filter((file) => file.project === project && isOfBrowser(file) === isBrowser)
        for (const [at, file] of alike.entries()) rank.set(file, index + at / alike.length)
      }
    }
    return sorted.toSorted((a, b) => rank.get(a) - rank.get(b))
  }
}

function isOfBrowser({ moduleId }) {
  return moduleId.includes('/test/browser/')
}
