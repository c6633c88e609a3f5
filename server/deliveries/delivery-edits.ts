import type { Delivery, DeliveryContent } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import { insertDeliveries, type Making } from './delivery-queue.ts'
import { contentOf, type DeliveryRow } from './delivery-rows.ts'

const EDIT_EXPIRES_MS = 24 * 3_600_000

/** A message that stands, or is about to, as `edit` shows it to who decides what it should say now. */
export interface Posted {
  platform: string
  state: Delivery['state']
  memberId: string | null
  content: DeliveryContent
  /** False: nobody has seen it yet. */
  mayStand: boolean
}

/** What `DeliveryService.edit` does. @returns the platforms with something to do. */
export async function editDeliveries(
  queries: Queries,
  deps: Making,
  subject: string,
  now: (posted: Posted) => DeliveryContent | null | undefined,
): Promise<ReadonlySet<string>> {
  const rows = await queries
    .selectFrom('deliveries')
    .selectAll()
    .where('subject', '=', subject)
    .where('edits', 'is', null)
    .where('state', 'in', ['waiting', 'leased', 'sent', 'dead', 'expired'])
    .execute()
  const platforms = new Set<string>()
  for (const row of rows) {
    const lastEdit = await lastEditOf(queries, row.id)
    const latest = lastEdit ?? row
    const mayStand = row.state !== 'waiting' || row.attempts > 0
    const content = now({
      platform: row.platform,
      state: row.state as Delivery['state'],
      memberId: row.member_id,
      content: contentOf(latest),
      mayStand,
    })
    if (content === undefined || JSON.stringify(content) === latest.content) continue
    if (content === null) {
      await withdraw(queries, latest.id)
      continue
    }
    platforms.add(row.platform)
    await change(queries, deps, row, lastEdit, JSON.stringify(content))
  }
  return platforms
}

/** There is nothing to edit where nothing was posted. */
export async function dropEdits(queries: Queries, deliveryId: string): Promise<void> {
  await queries
    .updateTable('deliveries')
    .set({ state: 'expired', last_error: 'the message that it edits was not sent' })
    .where('edits', '=', deliveryId)
    .where('state', '=', 'waiting')
    .execute()
}

/** What the message says by now, or will say when it went out. */
async function lastEditOf(queries: Queries, deliveryId: string): Promise<DeliveryRow | undefined> {
  return await queries
    .selectFrom('deliveries')
    .selectAll()
    .where('edits', '=', deliveryId)
    .where('state', 'in', ['waiting', 'leased', 'sent'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function change(
  queries: Queries,
  deps: Making,
  row: DeliveryRow,
  lastEdit: DeliveryRow | undefined,
  content: string,
): Promise<void> {
  // Sent again, what was given up says what is true then.
  if (row.state === 'dead' || row.state === 'expired') {
    await queries.updateTable('deliveries').set({ content }).where('id', '=', row.id).execute()
    return
  }
  // Once tried, it may stand there already while its answer was lost: only an edit after it is sure to change it.
  const pendingEdit = lastEdit?.state === 'waiting' ? lastEdit : undefined
  const untried = row.state === 'waiting' && row.attempts === 0 ? row : pendingEdit
  if (untried !== undefined) {
    await queries.updateTable('deliveries').set({ content }).where('id', '=', untried.id).execute()
    return
  }
  const { community_id, member_id, platform, target_key, target, subject } = row
  const edit = {
    community_id,
    member_id,
    platform,
    target_key,
    target,
    subject,
    content,
    dedupe_key: null,
    expires_at: deps.now() + EDIT_EXPIRES_MS,
    edits: row.id,
  }
  await insertDeliveries(queries, deps, [edit])
}

async function withdraw(queries: Queries, deliveryId: string): Promise<void> {
  const change = { state: 'expired', last_error: 'it was of no use any more before it went out' }
  await queries
    .updateTable('deliveries')
    .set(change)
    .where('id', '=', deliveryId)
    .where('state', '=', 'waiting')
    .execute()
}
