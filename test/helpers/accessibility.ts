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

/** Colours that fade into each other are none that anybody reads. */
const FADED = `new Promise(requestAnimationFrame).then(() =>
  Promise.all(
    document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      .map(({ finished }) => finished.catch(() => {})),
  ),
)`

/** What axe finds in the page once nothing in it fades. */
export async function axeFaults(page: Page, { part = 'html', except, rules }: AxeOptions = {}): Promise<AxeFault[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  await page.evaluate(`${FADED}.then(() => {})`)
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
