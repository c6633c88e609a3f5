import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'vitest'
import { expect, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'

describeBrowser('webhooks', () => {
  const browser = useBrowser()

  test('an admin adds one, sees what became of a ping, sends it again, and turns it off', async () => {
    let answer = 500
    let received = 0
    const server = createServer((_request, response) => {
      received += 1
      response.writeHead(answer).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      await using hub = await startHub({ env: { WEBHOOK_ALLOW_HOSTS: host } })
      const page = await browser.visit(hub, { as: hub.owner, path: '/settings/webhooks' })
      await page.getByRole('button', { name: 'Add a webhook' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add a webhook' })
      await dialog.getByRole('textbox', { name: 'Address' }).fill(`http://${host}/hook`)
      await dialog.getByRole('checkbox', { name: 'card.moved' }).check()
      await dialog.getByRole('button', { name: 'Add a webhook' }).click()
      await expect(dialog.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_.{40,}/)
      await dialog.getByRole('button', { name: 'Done' }).click()

      const card = page.getByRole('region', { name: host })
      await card.getByRole('button', { name: 'Send a ping' }).click()
      await card.getByRole('button', { name: 'Log' }).click()
      await expect(card.getByText('Waiting')).toBeVisible({ timeout: 10_000 })
      await card.getByText('ping', { exact: true }).click()
      await expect(card.getByText(/answered with 500 after/)).toBeVisible({ timeout: 10_000 })
      answer = 204
      await card.getByRole('button', { name: 'Send again' }).click()
      await expect(card.getByText('Sent', { exact: true })).toBeVisible({ timeout: 10_000 })
      expect(received).toBe(2)
      await card.getByRole('switch', { name: `Send to http://${host}/hook` }).click({ force: true })
      await expect(card.getByText('Off', { exact: true })).toBeVisible()
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
