/** The hub of the benchmark, in a process of its own; its argument is where the engine is. */
import { modelEndpoints } from '../../../shared/models.ts'
import { roomEndpoints } from '../../../shared/rooms.ts'
import { startHub, type TestHub } from '../../../test/helpers/start-hub.ts'
import { LINKS, type OwnCall, TARGETS } from '../carrying.ts'
import { channel } from '../channels.ts'
import { serve } from '../forked.ts'

export interface HubWhere {
  url: string
  token: string
}

const hub = await startHub({
  env: { OPENAI_BASE_URL: process.argv[2] ?? '', OPENAI_MODEL: 'stand-in', OPENAI_API_KEY: 'none' },
})
await linkAll(hub)
serve(
  { url: hub.url, token: hub.hub.botToken } satisfies HubWhere,
  ledger,
  async () => await hub[Symbol.asyncDispose](),
)

/** As members see it. */
async function ledger(): Promise<OwnCall[]> {
  const params = { communityId: hub.communityId }
  const all: OwnCall[] = []
  for (let before: string | undefined; ;) {
    const { calls } = await hub.owner.api.call(modelEndpoints.ledger, { params, query: { limit: 200, before } })
    all.push(...calls.map(({ at, durationMs }) => ({ endedAt: at, ms: durationMs })))
    before = calls.at(-1)?.id
    if (before === undefined) return all
  }
}

/** One conversation in three channels each: people write in English, and read in German and Japanese. */
async function linkAll(hub: TestHub): Promise<void> {
  const params = { communityId: hub.communityId }
  for (let link = 0; link < LINKS; link += 1) {
    const { id } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: `Room ${link}` } })
    for (const language of ['en', ...TARGETS]) {
      const { workspaceId, channelId } = channel(link, language)
      await hub.hub.queries
        .insertInto('linked_channels')
        .values({
          id: `${language}${link}`,
          community_id: hub.communityId,
          room_id: id,
          platform: 'discord',
          workspace_id: workspaceId,
          workspace_name: 'Bench',
          channel_id: channelId,
          channel_name: channelId,
          kind: 'channel',
          language,
          state: 'active',
          problem: null,
          asked_by: null,
          linked_by: hub.owner.member.id,
          created_at: Date.now(),
          seen_id: null,
          from_position: 0,
          carried_revision: 0,
        })
        .execute()
    }
  }
}
