import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, isObject } from '../shapes.ts'
import { messageBody } from './chat-methods.ts'
import { SlackRefusal } from './method.ts'
import type { SlackState } from './slack-state.ts'
import type { ResponseUrl, Triggers } from './triggers.ts'

const MAX_USES = 5

/** POST of a message to the response_url of a command or an action. */
export function answerResponseUrl(id: string, request: SeenRequest, state: SlackState, triggers: Triggers): Answer {
  const url = triggers.responseUrl(id)
  if (url === undefined) return fault(404, 'no_service')
  if (state.now() - url.madeAt > triggers.times.responseUrlLivesMs) return fault(404, 'expired_url')
  if (url.uses >= MAX_USES) return fault(404, 'used_url')
  if (!isObject(request.body)) return fault(400, 'invalid_payload')
  try {
    post(url, asObject(request.body), state)
  } catch (error) {
    if (error instanceof SlackRefusal) return fault(400, error.error)
    throw error
  }
  url.uses += 1
  return { status: 200, body: 'ok' }
}

/** Also takes the payload of an acknowledged slash command, which is a message of the same form. */
export function post(url: ResponseUrl, body: Record<string, unknown>, state: SlackState): void {
  const all = state.messagesIn(url.channelId)
  const source = all.find(({ ts }) => ts === url.sourceTs)
  if (body['delete_original'] === true) {
    if (source !== undefined) all.splice(all.indexOf(source), 1)
    return
  }
  const message = messageBody(body, state)
  if (body['replace_original'] === true && source !== undefined) {
    source.text = message.text
    source.blocks = message.blocks
    source.editedTs = state.newTs()
    return
  }
  const onlyFor = body['response_type'] === 'in_channel' ? null : url.userId
  state.addMessage(url.channelId, state.bot.id, { ...message, onlyFor })
}

function fault(status: number, error: string): Answer {
  return { status, body: { ok: false, error } }
}
