/**
 * A bot for a platform of its own: this terminal. It shows what the hub delivers to one person, and takes
 * `link`, `gigs`, and `save <gig id>` from the keyboard. Run it with HUB_URL, HUB_TOKEN (scope `bot`) and PERSON.
 */
import { createInterface } from 'node:readline'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { BotSocket } from '../../shared/bot-socket.ts'

const { HUB_URL: hubUrl = 'http://127.0.0.1:3000', HUB_TOKEN: token = '', PERSON: personId = 'me' } = process.env
const person = { workspaceId: null, personId, personName: personId, roleIds: null }
const hub = new BotSocket({ hubUrl, token, platform: 'terminal' })

hub.socket.on('connect', async () => {
  const terms = await hub.request('hello', { name: 'Terminal bot', workspaces: [], inviteUrl: null })
  await hub.request('health', { connected: true, latencyMs: 0, lastEventAt: null, problems: [] })
  console.log('connected')
  await deliverAll(terms.maxLease)
})
hub.socket.on('deliveries:available', () => void deliverAll(10))

/** Takes what is due until nothing is: the hub nudges when there is more. */
async function deliverAll(max: number): Promise<void> {
  for (;;) {
    const { deliveries } = await hub.request('deliveries:lease', { max })
    if (deliveries.length === 0) return
    const settlements = deliveries.map((delivery) => {
      const { id, leaseId } = delivery
      return { id, leaseId, outcome: show(delivery) }
    })
    await hub.request('deliveries:settle', { settlements })
  }
}

/** A terminal cannot edit what it has printed, so a change is printed again. */
function show({ id, target, content, edits }: LeasedDelivery): DeliveryOutcome {
  if (target.kind !== 'person' || target.personId !== personId) {
    return { status: 'refused', reason: 'target_gone', message: 'Nobody of that name is at this terminal.' }
  }
  if (content.type === 'chat_post' || content.type === 'chat_reactions' || content.type === 'announcement_step') {
    return { status: 'refused', reason: 'invalid_message', message: 'This terminal carries no conversations.' }
  }
  if (content.type === 'announcement' && content.isRecalled) return { status: 'sent', receipt: { parts: [] } }
  const about = content.type === 'gig_alert' ? `${content.title} (${content.gigId})` : undefined
  const text =
    content.type === 'text' || content.type === 'coffee' || content.type === 'digest'
      ? content.markdown
      : `${about ?? content.title} ${content.hubUrl}`
  console.log(`${edits === null ? '' : 'Changed: '}${text}`)
  return { status: 'sent', receipt: { parts: [{ channelId: 'terminal', messageId: id }] } }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  answer(line.trim().split(/\s+/)).then(console.log, (error: unknown) => console.log(String(error)))
})

async function answer([command, gigId = '']: string[]): Promise<string> {
  if (command === 'link') return (await hub.request('links:start', { person })).linkUrl
  if (command === 'gigs') {
    const answered = await hub.request('gigs:forPerson', { person, limit: 10 })
    if (!answered.linked) return `Open this first: ${answered.linkUrl}`
    return answered.gigs.map((gig) => `${gig.gigId} ${gig.title}`).join('\n') || 'No gig fits you right now.'
  }
  if (command === 'save') {
    const feedback = { kind: 'saved', reason: null, note: '' } as const
    const answered = await hub.request('gigs:feedback', { person, gigId, feedback })
    return answered.linked ? `Saved: ${answered.title}` : `Open this first: ${answered.linkUrl}`
  }
  return 'link, gigs, save <gig id>'
}
