import type { Queries } from '../platform/database.ts'
import type { OptOuts } from '../translation/opt-outs.ts'

interface Settings {
  language: string | null
  isOptedOut: boolean
}

export interface ChatSettingsDeps {
  queries: Queries
  optOuts: OptOuts
}

/** What people of a platform want for themselves, whether or not the hub knows who they are. */
export class ChatSettings {
  readonly #deps: ChatSettingsDeps

  constructor(deps: ChatSettingsDeps) {
    this.#deps = deps
  }

  async of(platform: string, workspaceId: string | null, personId: string): Promise<Settings> {
    const row = await this.#deps.queries
      .selectFrom('chat_translation_settings')
      .select('language')
      .where('platform', '=', platform)
      .where('workspace_id', '=', scopeOf(platform, workspaceId))
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return { language: row?.language ?? null, isOptedOut: await this.isOptedOut(platform, workspaceId, personId) }
  }

  async isOptedOut(platform: string, workspaceId: string | null, personId: string): Promise<boolean> {
    return await this.#deps.optOuts.isPersonOut(platform, { workspaceId, personId })
  }

  async set(
    platform: string,
    workspaceId: string | null,
    personId: string,
    { language, isOptedOut }: { language?: string | null | undefined; isOptedOut?: boolean | undefined },
  ): Promise<Settings> {
    if (isOptedOut !== undefined) await this.#deps.optOuts.setPerson(platform, { workspaceId, personId }, isOptedOut)
    if (language !== undefined) {
      await this.#deps.queries
        .insertInto('chat_translation_settings')
        .values({
          platform,
          workspace_id: scopeOf(platform, workspaceId),
          person_id: personId,
          language,
          is_opted_out: 0,
        })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace_id', 'person_id']).doUpdateSet({ language }))
        .execute()
    }
    return await this.of(platform, workspaceId, personId)
  }
}

/** Discord's person ids hold everywhere; Slack's only in their workspace. */
function scopeOf(platform: string, workspaceId: string | null): string {
  return platform === 'discord' ? '' : (workspaceId ?? '')
}
