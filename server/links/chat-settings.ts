import type { Queries } from '../platform/database.ts'

interface Settings {
  language: string | null
  isOptedOut: boolean
}

/** What people of a platform want for themselves, whether or not the hub knows who they are. */
export class ChatSettings {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async of(platform: string, workspaceId: string | null, personId: string): Promise<Settings> {
    const row = await this.#queries
      .selectFrom('chat_translation_settings')
      .select(['language', 'is_opted_out'])
      .where('platform', '=', platform)
      .where('workspace_id', '=', scopeOf(platform, workspaceId))
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return { language: row?.language ?? null, isOptedOut: row?.is_opted_out === 1 }
  }

  async isOptedOut(platform: string, workspaceId: string, personId: string): Promise<boolean> {
    return (await this.of(platform, workspaceId, personId)).isOptedOut
  }

  async set(
    platform: string,
    workspaceId: string | null,
    personId: string,
    change: { language?: string | null | undefined; isOptedOut?: boolean | undefined },
  ): Promise<Settings> {
    const before = await this.of(platform, workspaceId, personId)
    const after = {
      language: change.language === undefined ? before.language : change.language,
      isOptedOut: change.isOptedOut ?? before.isOptedOut,
    }
    const set = { language: after.language, is_opted_out: Number(after.isOptedOut) }
    await this.#queries
      .insertInto('chat_translation_settings')
      .values({ platform, workspace_id: scopeOf(platform, workspaceId), person_id: personId, ...set })
      .onConflict((conflict) => conflict.columns(['platform', 'workspace_id', 'person_id']).doUpdateSet(set))
      .execute()
    return after
  }
}

/** Discord's person ids hold everywhere; Slack's only in their workspace. */
function scopeOf(platform: string, workspaceId: string | null): string {
  return platform === 'discord' ? '' : (workspaceId ?? '')
}
