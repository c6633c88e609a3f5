import axe, { type AxeResults } from 'axe-core'
import type { Page } from '@playwright/test'
import { expect } from './browser.ts'

export interface AxeOptions {
  /** A selector: that alone is looked at; absent: the page. */
  part?: string
  /** A selector of what is not. */
  except?: string
  /** Absent: those of WCAG; what is good practice besides takes half of the time. */
  rules?: string[]
}

export interface AxeFault {
  id: string
  impact: string
  /** Each with its element and what axe says of it. */
  nodes: string[]
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** Colours that fade into each other are none that anybody reads; what inherits one fades once more after it. */
const FADED = `(async () => {
  for (let round = 0; round < 50; round += 1) {
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    const fading = document
      .getAnimations()
      .filter(({ effect, playState }) => playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime))
    if (fading.length === 0) return
    await Promise.all(fading.map(({ finished }) => finished.catch(() => {})))
  }
})()`

/** What axe finds in the page once nothing in it fades. */
export async function axeFaults(page: Page, { part = 'html', except, rules }: AxeOptions = {}): Promise<AxeFault[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  await page.evaluate(FADED)
  const context = except === undefined ? { include: [part] } : { include: [part], exclude: [except] }
  const runOnly = rules === undefined ? { type: 'tag', values: WCAG } : { type: 'rule', values: rules }
  const run = `axe.run(${JSON.stringify(context)}, ${JSON.stringify({ resultTypes: ['violations'], runOnly })})`
  const { violations } = await page.evaluate<AxeResults>(run)
  return violations.map(({ id, impact, nodes }) => ({
    id,
    impact: impact ?? 'none',
    nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
  }))
}

/** Without any fault that axe finds. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([])
}
