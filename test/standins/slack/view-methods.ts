import { asObject, asString, type Json } from '../shapes.ts'
import { type CallContext, needArgument, refuse, refuseWith, type WebMethod } from './method.ts'
import { viewPayload } from './slack-payloads.ts'
import type { SlackView } from './slack-state.ts'
import { viewFault } from './validate-view.ts'

/** The first modal and two above it. */
const MAX_DEPTH = 3

function checked(args: Json, type: 'modal' | 'home'): Json {
  const fault = viewFault(args['view'], type)
  if (fault === undefined) return asObject(args['view'])
  return fault.messages.length === 0 ? refuse(fault.error) : refuseWith(fault.error, fault.messages)
}

function show(userId: string, body: Json, rootId: string | undefined, { state }: CallContext): SlackView {
  const id = state.newId('V')
  const hash = `${state.now()}.${id}`
  const view = { id, userId, body, hash, rootId: rootId ?? id, offered: new Map(), filled: new Map() }
  state.views.set(id, view)
  return view
}

function triggered(args: Json, { triggers }: CallContext): string {
  const result = triggers.exchange(needArgument(args, 'trigger_id'))
  return 'error' in result ? refuse(result.error) : result.userId
}

export const VIEW_METHODS: Record<string, WebMethod> = {
  'views.open': {
    call: (args, context) => {
      const userId = triggered(args, context)
      return { view: viewPayload(context.state, show(userId, checked(args, 'modal'), undefined, context)) }
    },
  },
  'views.push': {
    call: (args, context) => {
      const userId = triggered(args, context)
      const body = checked(args, 'modal')
      const open = [...context.state.views.values()].filter((view) => view.userId === userId)
      if (open.length >= MAX_DEPTH) refuse('push_limit_reached')
      return { view: viewPayload(context.state, show(userId, body, open[0]?.rootId, context)) }
    },
  },
  'views.update': {
    call: (args, context) => {
      const body = checked(args, 'modal')
      const external = args['external_id']
      const view = [...context.state.views.values()].find(
        (one) => one.id === args['view_id'] || (external !== undefined && one.body['external_id'] === external),
      )
      if (view === undefined) return refuse('not_found')
      if (args['hash'] !== undefined && args['hash'] !== view.hash) return refuse('hash_conflict')
      view.body = body
      view.hash = `${context.state.now()}.${context.state.newId('')}`
      return { view: viewPayload(context.state, view) }
    },
  },
  'views.publish': {
    call: (args, context) => {
      const user = context.state.users.get(asString(args['user_id']))
      if (user === undefined) return refuse('invalid_arguments')
      const id = context.state.newId('V')
      const view = {
        id,
        userId: user.id,
        body: checked(args, 'home'),
        hash: `${context.state.now()}.${id}`,
        rootId: id,
        offered: new Map(),
        filled: new Map(),
      }
      context.state.homes.set(user.id, view)
      return { view: viewPayload(context.state, view) }
    },
  },
}
