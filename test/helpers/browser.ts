import {
  type Browser,
  type BrowserContext,
  chromium,
  devices,
  type Page,
  expect as playwrightExpect,
} from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect as vitestExpect } from 'vitest'
import { chromiumPath } from './services.ts'
import type { TestHub, TestMember } from './start-hub.ts'

export const DESKTOP = { width: 1360, height: 820 }
export const PHONE = { width: 390, height: 844 }

/** Waits as long as a hub, a browser and a database on two busy cores may need. */
export const expect = playwrightExpect.configure({ timeout: 15_000 })

export interface VisitOptions {
  /** Signed in as this member; absent: as a stranger. */
  as?: TestMember
  /** Where the visit begins; absent: an empty page. */
  path?: string
  size?: typeof DESKTOP
  scheme?: 'light' | 'dark'
  /** Of the browser; absent: 'en-GB'. */
  locale?: string
  /** Picture points per pixel. */
  scale?: number
  /** Lets the page install its service worker. */
  installs?: boolean
  /** Faults that the test itself brings about, e.g. by going offline. */
  expects?: readonly RegExp[]
}

/** A Chromium of the suite. Every page in it is watched: an error in its console or a breach of the CSP fails the test. */
export interface TestBrowser {
  /** Opens a browser profile of its own, with one page, until the test ends. */
  visit(hub: TestHub, options?: VisitOptions): Promise<Page>
}

/** One Chromium for all tests of a file; to be called in its `describe`. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined
  const contexts: BrowserContext[] = []
  const faults: string[] = []

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    vitestExpect(faults.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
  })

  return {
    async visit(hub, options = {}) {
      if (browser === undefined) throw new Error('useBrowser() must be called in the describe block of the test')
      const context = await openContext(browser, hub, options)
      contexts.push(context)
      // A page whose hub ends tries to come back, and says so in its console.
      hub.beforeEnd(() => context.close())
      const page = await context.newPage()
      watch(page, faults, options.expects ?? [])
      if (options.path !== undefined) await page.goto(hub.hub.publicUrl + options.path)
      return page
    },
  }
}

export async function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('CHROMIUM_PATH is not set; run the tests with `npm test`')
  return await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

async function openContext(browser: Browser, hub: TestHub, options: VisitOptions): Promise<BrowserContext> {
  const size = options.size ?? DESKTOP
  const isPhone = size === PHONE
  const context = await browser.newContext({
    ...(isPhone ? { hasTouch: true, isMobile: true, userAgent: devices['Pixel 7'].userAgent } : {}),
    viewport: size,
    colorScheme: options.scheme ?? 'light',
    deviceScaleFactor: options.scale ?? 1,
    locale: options.locale ?? 'en-GB',
    timezoneId: 'Europe/Lisbon',
    reducedMotion: 'reduce',
    serviceWorkers: options.installs === true ? 'allow' : 'block',
  })
  context.setDefaultTimeout(15_000)
  if (options.as !== undefined) await context.addCookies(cookiesOf(options.as, hub))
  return context
}

function cookiesOf({ cookie }: TestMember, hub: TestHub): { name: string; value: string; url: string }[] {
  return cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: hub.hub.publicUrl }
  })
}

function watch(page: Page, faults: string[], expected: readonly RegExp[]): void {
  const note = (fault: string) => {
    // The hub of a test ends before its pages do, and turns away who comes back meanwhile.
    if (fault.includes('ERR_CONNECTION_REFUSED') || fault.includes('Unexpected response code: 503')) return
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault)
  }
  page.on('console', (message) => {
    // Chromium reports a breach of the CSP as an error, too.
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note(error.stack ?? error.message))
}
