import { App, LogLevel, webApi } from '@slack/bolt'
import { describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type SlackStandin, startSlackStandin } from './slack-standin.ts'

const SOON = { timeout: 10_000 }

const ONCE: webApi.WebClientOptions = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }

function clientOf(slack: SlackStandin, options: webApi.WebClientOptions = ONCE): webApi.WebClient {
  return new webApi.WebClient(slack.botToken, { ...options, slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR })
}

async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  return call.then(
    () => expect.fail('was not refused'),
    (error: { data: Record<string, unknown> }) => error.data,
  )
}

/** An unmodified Bolt app over Socket Mode. */
async function connect(slack: SlackStandin, prepare: (app: App) => void): Promise<AsyncDisposable> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  prepare(app)
  await app.start()
  return {
    async [Symbol.asyncDispose]() {
      await app.stop()
    },
  }
}

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const plain = (text: string) => ({ type: 'plain_text', text })
const button = (id: string, extra = {}) => ({ type: 'button', action_id: id, text: plain('x'), ...extra })
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
const many = (count: number, make: (at: number) => unknown) => Array.from({ length: count }, (_, at) => make(at))
const x = (count: number) => 'x'.repeat(count)

describe('blocks over a limit', () => {
  test.each([
    ['blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      'section',
      [{ type: 'section', text: mrkdwn(x(3001)) }],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'empty text',
      [{ type: 'section', text: mrkdwn('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'fields',
      [{ type: 'section', fields: many(11, () => mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'field',
      [{ type: 'section', fields: [mrkdwn(x(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'header',
      [{ type: 'header', text: plain(x(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'header type',
      [{ type: 'header', text: mrkdwn('x') }],
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'actions',
      [actions(...many(26, (at) => button(`${at}`)))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'context',
      [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'button text',
      [actions(button('a', { text: plain(x(76)) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'button value',
      [actions(button('a', { value: x(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'action id',
      [actions(button(x(256)))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'same action id',
      [actions(button('a'), button('a'))],
      'action_id "a" already exists in this block [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'block id',
      [{ type: 'divider', block_id: x(256) }],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'same block id',
      many(2, () => ({ type: 'divider', block_id: 'b' })),
      'block_id "b" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'select',
      [actions({ type: 'static_select', options: many(101, (at) => ({ text: plain('x'), value: `${at}` })) })],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'overflow',
      [actions({ type: 'overflow', options: many(6, (at) => ({ text: plain('x'), value: `${at}` })) })],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'empty rich text',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }],
      'must contain at least 1 item [json-pointer:/blocks/0/elements/0/elements]',
    ],
    ['unknown type', [{ type: 'carousel' }], 'unsupported type: carousel [json-pointer:/blocks/0/type]'],
    [
      'unknown property',
      [{ type: 'divider', text: 'x' }],
      'invalid additional property: text [json-pointer:/blocks/0]',
    ],
  ])('%s: invalid_blocks with a pointer', async (_, blocks, message) => {
    await using slack = await startSlackStandin()
    const data = await refusalOf(
      clientOf(slack).chat.postMessage({ channel: slack.channel.id, text: 'x', blocks: blocks as never }),
    )
    expect(data).toMatchObject({ ok: false, error: 'invalid_blocks', errors: [message] })
    expect(data['response_metadata']).toMatchObject({ messages: [`[ERROR] ${message}`] })
    expect(slack.messagesIn(slack.channel)).toEqual([])
  })

  test('blocks that are each fine but too long together', async () => {
    await using slack = await startSlackStandin()
    const blocks = many(5, () => ({ type: 'section', text: mrkdwn(x(2900)) })) as never
    const data = await refusalOf(clientOf(slack).chat.postMessage({ channel: slack.channel.id, text: 'x', blocks }))
    expect(data).toMatchObject({ error: 'msg_blocks_too_long' })
  })
})

describe('errors', () => {
  test('each has the name that Slack gives it, with status 200', async () => {
    await using slack = await startSlackStandin()
    const client = clientOf(slack)
    const { id: channel } = slack.channel
    const post = (args: object) => refusalOf(client.chat.postMessage({ channel, text: 'x', ...args }))
    expect(await post({ channel: 'C404' })).toMatchObject({ ok: false, error: 'channel_not_found' })
    expect(await post({ text: '' })).toMatchObject({ error: 'no_text' })
    slack.channel.archived = true
    expect(await post({})).toMatchObject({ error: 'is_archived' })
    slack.channel.archived = false
    const secret = slack.state.addChannel('secret', { kind: 'private', withBot: false })
    expect(await post({ channel: secret.id })).toMatchObject({ error: 'channel_not_found' })
    const elsewhere = slack.state.addChannel('elsewhere', { withBot: false })
    const token = slack.state.tokens.get(slack.botToken)
    if (token !== undefined) token.scopes = token.scopes.filter((scope) => scope !== 'chat:write.public')
    expect(await post({ channel: elsewhere.id })).toMatchObject({ error: 'not_in_channel' })
    const { ts } = await client.chat.postMessage({ channel, text: 'x' })
    expect(await refusalOf(client.chat.update({ channel, ts: ts ?? '', text: x(4001) }))).toMatchObject({
      error: 'msg_too_long',
    })
    if (token !== undefined) token.scopes = ['commands']
    expect(await post({})).toMatchObject({ error: 'missing_scope', needed: 'chat:write', provided: 'commands' })
    const none = new webApi.WebClient('', { slackApiUrl: slack.apiUrl })
    expect(await refusalOf(none.auth.test())).toMatchObject({ error: 'not_authed' })
    const wrong = new webApi.WebClient('xoxb-wrong', { slackApiUrl: slack.apiUrl })
    expect(await refusalOf(wrong.auth.test())).toMatchObject({ error: 'invalid_auth' })
    expect(await refusalOf(client.apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' })
  })

  test('a JSON body is taken as well as a form', async () => {
    await using slack = await startSlackStandin()
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: slack.channel.id, blocks: [{ type: 'section', text: mrkdwn('Hello') }] }),
    })
    expect(await answer.json()).toMatchObject({ ok: true, channel: slack.channel.id })
  })

  test('a person who was deactivated cannot be written to, and without the Messages tab nobody can', async () => {
    await using slack = await startSlackStandin()
    const ann = slack.person('ann')
    ann.user.deleted = true
    expect(await refusalOf(clientOf(slack).conversations.open({ users: ann.user.id }))).toMatchObject({
      error: 'user_disabled',
    })
    slack.limits.messagesTab = false
    const bob = slack.person('bob')
    const post = clientOf(slack).chat.postMessage({ channel: bob.user.id, text: 'x' })
    expect(await refusalOf(post)).toMatchObject({ error: 'messages_tab_disabled' })
  })
})

describe('limits and faults', () => {
  test('a second message within a second is a 429 with Retry-After, when a test asks for it', async () => {
    await using slack = await startSlackStandin({ oneMessagePerSecond: true })
    const post = () => clientOf(slack).chat.postMessage({ channel: slack.channel.id, text: 'x' })
    await post()
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    expect(slack.requests.at(-1)?.status).toBe(429)
  })

  test('an answer lost after the message went out can be found by its metadata', async () => {
    await using slack = await startSlackStandin()
    const client = clientOf(slack)
    const metadata = { event_type: 'guildhall_delivery', event_payload: { delivery_id: 'd1' } }
    slack.faults.inject(/chat\.postMessage/, { kind: 'lose_answer' })
    await expect(client.chat.postMessage({ channel: slack.channel.id, text: 'x', metadata })).rejects.toThrow()
    const plainly = await client.conversations.history({ channel: slack.channel.id })
    expect(plainly.messages?.[0]).not.toHaveProperty('metadata')
    const found = await client.conversations.history({ channel: slack.channel.id, include_all_metadata: true })
    expect(found.messages).toMatchObject([{ metadata }])
  })

  test('dropped, failing and hung calls do nothing', async () => {
    await using slack = await startSlackStandin()
    const client = clientOf(slack, { ...ONCE, timeout: 1000 })
    const post = () => client.chat.postMessage({ channel: slack.channel.id, text: 'x' })
    slack.faults.inject(/chat/, { kind: 'drop' })
    slack.faults.inject(/chat/, { kind: 'status', status: 503 })
    slack.faults.inject(/chat/, { kind: 'hang' })
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 })
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(slack.messagesIn(slack.channel)).toEqual([])
  })

  test('history pages with cursors, newest first', async () => {
    await using slack = await startSlackStandin()
    const client = clientOf(slack)
    for (const text of ['1', '2', '3']) await client.chat.postMessage({ channel: slack.channel.id, text })
    const first = await client.conversations.history({ channel: slack.channel.id, limit: 2 })
    expect(first.messages?.map(({ text }) => text)).toEqual(['3', '2'])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.history({ channel: slack.channel.id, limit: 2, cursor })
    expect(second.messages?.map(({ text }) => text)).toEqual(['1'])
  })
})

describe('Socket Mode', () => {
  test('an unmodified Bolt app gets commands, actions, modals and events', async () => {
    await using slack = await startSlackStandin()
    const ann = slack.person('ann')
    await using _app = await connect(slack, (app) => {
      app.command('/gigs', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'pick', blocks: [actions(button('open', { text: plain('Open') }))] as never })
      })
      app.action('open', async ({ ack, client, body }) => {
        await ack()
        const input = {
          type: 'input',
          block_id: 'b',
          label: plain('Why'),
          element: { type: 'plain_text_input', action_id: 'why' },
        }
        const view = { type: 'modal', callback_id: 'm', title: plain('Why?'), submit: plain('Send'), blocks: [input] }
        await client.views.open({ trigger_id: 'trigger_id' in body ? body.trigger_id : '', view: view as never })
      })
      app.view('m', async ({ ack, view, client, body }) => {
        await ack()
        await client.chat.postMessage({
          channel: body.user.id,
          text: `Because ${view.state.values['b']?.['why']?.value ?? ''}`,
        })
      })
      app.message('hello', async ({ say }) => {
        await say('hi')
      })
    })
    const ran = ann.run(slack.channel, '/gigs')
    await vi.waitFor(() => expect(ann.ephemerals).toHaveLength(1), SOON)
    expect(ran.ackedAfterMs).toBeLessThan(3000)
    expect(slack.messagesIn(slack.channel)).toEqual([])
    const reply = ann.ephemerals[0]
    if (reply === undefined) return
    ann.press(reply, 'Open')
    await vi.waitFor(() => expect(ann.modals).toHaveLength(1), SOON)
    ann.submit({ why: 'so' })
    await vi.waitFor(() => expect(ann.directMessages).toMatchObject([{ text: 'Because so' }]), SOON)
    ann.write(slack.state.dmWith(ann.user), 'hello')
    await vi.waitFor(() => expect(ann.directMessages.at(-1)).toMatchObject({ text: 'hi' }), SOON)
  })

  test('an event that is not acknowledged is sent again; a press is not, it fails', async () => {
    await using slack = await startSlackStandin({ answerWithinMs: 60, eventRetriesMs: [0, 20] })
    const ann = slack.person('ann')
    const url = slack.socketMode.newUrl()
    const socket = new WebSocket(url)
    const seen: { type: string; retry_attempt?: number }[] = []
    socket.addEventListener('message', ({ data }) => seen.push(JSON.parse(String(data)) as { type: string }))
    await vi.waitFor(() => expect(seen).toMatchObject([{ type: 'hello' }]), SOON)
    ann.write(slack.state.dmWith(ann.user), 'hello')
    const ran = ann.run(slack.channel, '/gigs')
    await vi.waitFor(() => expect(slack.socketMode.envelopes.every(({ failed }) => failed)).toBe(true), SOON)
    expect(seen.filter(({ type }) => type === 'events_api').map(({ retry_attempt: at }) => at)).toEqual([0, 1, 2])
    expect(ran.sent).toBe(1)
    socket.close()
  })

  test('trigger ids work once and not for long', async () => {
    let now = Date.now()
    await using slack = await startSlackStandin({ now: () => now })
    const ann = slack.person('ann')
    const client = clientOf(slack)
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'x' }, blocks: [] }
    const open = (trigger: unknown) => client.views.open({ trigger_id: String(trigger), view })
    const first = ann.run(slack.channel, '/gigs').payload['trigger_id']
    await open(first)
    expect(await refusalOf(open(first))).toMatchObject({ error: 'exchanged_trigger_id' })
    expect(await refusalOf(open('nonsense'))).toMatchObject({ error: 'invalid_trigger_id' })
    const late = ann.run(slack.channel, '/gigs')
    now += 3001
    expect(await refusalOf(open(late.payload['trigger_id']))).toMatchObject({ error: 'expired_trigger_id' })
  })

  test('a modal with a title over 24 characters is refused', async () => {
    await using slack = await startSlackStandin()
    const trigger = slack.person('ann').run(slack.channel, '/gigs').payload['trigger_id']
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: x(25) }, blocks: [] }
    const data = await refusalOf(clientOf(slack).views.open({ trigger_id: String(trigger), view }))
    expect(data).toMatchObject({ error: 'invalid_arguments' })
    expect(data['response_metadata']).toMatchObject({
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    })
  })

  test('a response URL is good for five messages', async () => {
    await using slack = await startSlackStandin()
    const ann = slack.person('ann')
    const url = String(ann.run(slack.channel, '/gigs').payload['response_url'])
    const respond = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'x' }),
      })
    for (let use = 0; use < 5; use += 1) expect((await respond()).status).toBe(200)
    expect((await respond()).status).toBe(404)
    expect(ann.ephemerals).toHaveLength(5)
  })

  test('a client that is told to reconnect comes back', async () => {
    await using slack = await startSlackStandin()
    const heard: unknown[] = []
    await using _app = await connect(slack, (app) => {
      app.message('again', async ({ message }) => void heard.push(message))
    })
    slack.socketMode.refreshAll()
    await vi.waitFor(() => expect(slack.socketMode.opened).toBe(2), 9000)
    // Stopped before Slack's hello, the library rejects what nobody holds.
    const ann = slack.person('ann')
    ann.write(slack.state.dmWith(ann.user), 'here again')
    await vi.waitFor(() => expect(heard).toHaveLength(1), SOON)
  }, 60_000)
})
