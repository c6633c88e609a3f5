import { expect, test } from 'vitest'
import { InstallationVault } from './installation-vault.ts'

const SECRET = { botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }
const vault = new InstallationVault('a secret that is only good for tests')

test('what is sealed opens again, and looks different each time', () => {
  const sealed = vault.seal('T1', SECRET)
  expect(vault.open('T1', sealed)).toEqual(SECRET)
  expect(vault.seal('T1', SECRET)).not.toBe(sealed)
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('xoxb')
})

test('with another secret, for another workspace, or changed by a byte it stays shut', () => {
  const sealed = vault.seal('T1', SECRET)
  expect(new InstallationVault('another secret, as long as the first one').open('T1', sealed)).toBeUndefined()
  expect(vault.open('T2', sealed)).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  expect(vault.open('T1', bytes.toString('base64'))).toBeUndefined()
  expect(vault.open('T1', '')).toBeUndefined()
})
