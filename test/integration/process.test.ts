import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { CLOSE, FRAME } from '../../shared/collab-protocol.ts'
import { type StartedHub, useProcesses } from '../helpers/processes.ts'
import { freePort } from '../bots/free-port.ts'
import { installSlackApp } from '../bots/install-slack-app.ts'
import { updateFrame } from '../helpers/sync-client.ts'
import { startSlackStandin } from '../standins/slack/slack-standin.ts'

const SOON = { timeout: 10_000 }

const processes = useProcesses()

async function openSocket(hub: StartedHub, documentId: string, secret: string): Promise<WebSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/collab/${documentId}?token=${secret}&saved=1`)
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

async function readText(hub: StartedHub, documentId: string, secret: string): Promise<string> {
  const { WebsocketProvider } = await import('y-websocket')
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${hub.url.replace('http', 'ws')}/collab`, documentId, doc, {
    params: { token: secret },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  await vi.waitFor(() => expect(provider.synced).toBe(true), SOON)
  provider.destroy()
  return doc.getText('t').toString()
}

// Each start loads the whole hub anew.
describe('the hub as a process', { timeout: 180_000 }, () => {
  test('starts with a demo community, prints its address and a link that signs the owner in once', async () => {
    const hub = await processes.start()
    const link = /http:\S+magic-link\S+/.exec(hub.output())?.[0] ?? ''
    const first = await fetch(link, { redirect: 'manual' })
    expect(new URL(first.headers.get('location') ?? '', hub.url).pathname).toBe('/')
    const cookie = first.headers
      .getSetCookie()
      .map((value) => value.split(';')[0])
      .join('; ')
    const me = (await (await fetch(`${hub.url}/api/me`, { headers: { cookie } })).json()) as {
      memberships: { community: { id: string }; member: { role: string } }[]
    }
    expect(me.memberships[0]?.member.role).toBe('owner')
    const read = async (path: string) =>
      (
        await fetch(`${hub.url}/api/communities/${me.memberships[0]?.community.id}/${path}`, { headers: { cookie } })
      ).json()
    const { documents } = (await read('documents')) as { documents: { kind: string }[] }
    expect(documents.map(({ kind }) => kind).toSorted()).toEqual(['board', 'text'])
    expect(((await read('rooms')) as { rooms: unknown[] }).rooms).toHaveLength(1)
    expect(((await read('gigs')) as { gigs: unknown[] }).gigs.length).toBeGreaterThan(2)
    const again = await fetch(link, { redirect: 'manual' })
    expect(again.headers.get('location')).toMatch(/error=/)
  })

  test('a second hub on the same data folder refuses with a clear error', async () => {
    const dataDir = processes.folder()
    await processes.start({}, dataDir)
    const second = processes.run({ DATA_DIR: dataDir, PORT: '0' })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('Another hub is running on the data folder')
    expect(second.output()).not.toContain('    at ')
  })

  test('all faults of the settings are named at once', async () => {
    const refused = processes.run({ PORT: 'http', DATABASE_URL: 'mysql://x', SLACK_BOT_TOKEN: 'xoxb-1' })
    expect(await refused.ended).toBe(1)
    for (const name of ['PORT', 'DATABASE_URL']) expect(refused.output()).toContain(name)
  })

  test('settings alone put Slack into HTTP mode: a workspace installs the app, and is answered through the hub', async () => {
    await using slack = await startSlackStandin()
    const { clientId, clientSecret } = slack.oauth.client
    const hub = await processes.start({
      GUILDHALL_DEMO: 'false',
      SLACK_HTTP_PORT: String(await freePort()),
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_CLIENT_ID: clientId,
      SLACK_CLIENT_SECRET: clientSecret,
      SLACK_API_URL: slack.apiUrl,
      SLACK_AUTHORIZE_URL: slack.authorizeUrl,
    })
    await vi.waitFor(async () => expect((await installSlackApp(hub.url)).status).toBe(200), { timeout: 10_000 })
    slack.useHttp(`${hub.url}/slack/events`)
    const bob = slack.person('bob')
    bob.run(slack.channel, '/link')
    await vi.waitFor(
      () => expect(JSON.stringify(bob.ephemerals.at(-1)?.blocks ?? '')).toContain(`${hub.url}/link/`),
      10_000,
    )
    hub.child.kill('SIGTERM')
    expect(await hub.ended).toBe(0)
    expect(hub.output()).not.toMatch(/"level":[56]0/)
  })

  test('SIGTERM tells clients to come back, writes what they brought, and ends in time', async () => {
    const dataDir = processes.folder()
    const hub = await processes.start({}, dataDir)
    const secret = await hub.token()
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(hub, 'drained', secret)))
    const codes = sockets.map((socket) => new Promise<number>((resolve) => socket.once('close', resolve)))
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'written at the last moment')
    sockets[0]?.send(updateFrame(Y.encodeStateAsUpdate(doc)))
    await new Promise((resolve) => sockets[1]?.once('message', resolve))
    const before = performance.now()
    hub.child.kill('SIGTERM')
    expect(await hub.ended).toBe(0)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(new Set(await Promise.all(codes))).toEqual(new Set([CLOSE.goingAway]))
    const again = await processes.start({}, dataDir)
    expect(await readText(again, 'drained', secret)).toBe('written at the last moment')
  })

  test('what was saved survives kill -9', async () => {
    const dataDir = processes.folder()
    let secret = ''
    let savedText = ''
    for (let round = 0; round < 5; round += 1) {
      const hub = await processes.start({}, dataDir)
      secret ||= await hub.token()
      expect(await readText(hub, 'kept', secret)).toContain(savedText)
      const socket = await openSocket(hub, 'kept', secret)
      let saved = 0
      socket.on('message', (data: Buffer) => {
        if (data[0] === FRAME.saved) saved = new DataView(data.buffer, data.byteOffset).getUint8(1)
      })
      const doc = new Y.Doc()
      const sent: string[] = []
      doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)))
      for (let index = 0; index < 60; index += 1) {
        const word = `r${round}e${index};`
        sent.push(word)
        doc.getText('t').insert(doc.getText('t').length, word)
      }
      await vi.waitFor(() => expect(saved).toBeGreaterThan(5 * round), SOON)
      hub.child.kill('SIGKILL')
      await hub.ended
      savedText = sent.slice(0, saved).join('')
    }
    const last = await processes.start({}, dataDir)
    expect(await readText(last, 'kept', secret)).toContain(savedText)
  })
})
