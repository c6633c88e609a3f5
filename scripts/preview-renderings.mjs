// Takes docs/images/gig-card.png: the gig card as Discord and Slack draw it, from docs/renderings/preview.html.
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const page = new URL('../docs/renderings/preview.html', import.meta.url)
const image = fileURLToPath(new URL('../docs/images/gig-card.png', import.meta.url))

const browser = await chromium.launch({
  ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
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
try {
  const tab = await browser.newPage({ viewport: { width: 1240, height: 700 } })
  await tab.goto(page.href)
  await tab.locator('#gig-alert .pair').screenshot({ path: image })
  console.log(image)
} finally {
  await browser.close()
}
