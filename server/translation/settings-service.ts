import { DEFAULT_SETTINGS, type TranslationSettings, translationSettings } from '../../shared/translation-api.ts'
import type { Member } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Vault } from '../platform/vault.ts'

export interface SettingsServiceDeps {
  queries: Queries
  vault: Vault
  audit: AuditService
  events: EventBus
  now: () => number
}

export interface CommunitySettings {
  settings: TranslationSettings
  apiKey: string | undefined
  localRooms: ReadonlySet<string>
}

/** Communities whose settings are remembered; every message asks for them. */
const MAX_REMEMBERED = 1000

/** What a community has chosen: engines, model, budget, and what may leave the machine. */
export class SettingsService {
  readonly #deps: SettingsServiceDeps
  readonly #remembered = new Map<string, Promise<CommunitySettings>>()

  constructor(deps: SettingsServiceDeps) {
    this.#deps = deps
    deps.events.subscribe('translation:changed', ({ communityId }) => this.#remembered.delete(communityId))
  }

  async of(communityId: string): Promise<CommunitySettings> {
    const known = this.#remembered.get(communityId)
    if (known !== undefined) return await known
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    const reading = this.#read(communityId)
    this.#remembered.set(communityId, reading)
    // What could not be read is read again.
    reading.catch(() => this.#remembered.delete(communityId))
    return await reading
  }

  async isLocalOnly(communityId: string, roomId: string | undefined): Promise<boolean> {
    const { settings, localRooms } = await this.of(communityId)
    return settings.localOnly || (roomId !== undefined && localRooms.has(roomId))
  }

  /** `apiKey` undefined: as it is; null: none. A key is for the address that it was given for. */
  async configure(admin: Member, settings: TranslationSettings, apiKey: string | null | undefined): Promise<void> {
    const { communityId } = admin
    const before = await this.of(communityId)
    const moved = before.settings.model?.baseUrl !== settings.model?.baseUrl
    const key = apiKey === undefined && !moved ? before.apiKey : (apiKey ?? undefined)
    await this.#put(communityId, '', settings, key === undefined ? null : this.#deps.vault.seal(communityId, key))
    await this.#note(admin, 'translation.configured', communityId, { ...settings, hasKey: key !== undefined })
  }

  async configureRoom(admin: Member, roomId: string, localOnly: boolean): Promise<void> {
    await this.#deps.queries
      .updateTable('rooms')
      .set({ local_only: Number(localOnly) })
      .where('id', '=', roomId)
      .where('community_id', '=', admin.communityId)
      .execute()
    this.#deps.events.publish('translation:changed', { communityId: admin.communityId })
    await this.#note(admin, 'translation.room_configured', roomId, { localOnly })
  }

  async #put(communityId: string, roomId: string, settings: object, apiKey: string | null): Promise<void> {
    const changed = { settings: JSON.stringify(settings), api_key: apiKey, updated_at: this.#deps.now() }
    await this.#deps.queries
      .insertInto('translation_settings')
      .values({ community_id: communityId, room_id: roomId, ...changed })
      .onConflict((conflict) => conflict.columns(['community_id', 'room_id']).doUpdateSet(changed))
      .execute()
    this.#deps.events.publish('translation:changed', { communityId })
  }

  async #read(communityId: string): Promise<CommunitySettings> {
    const rows = await this.#deps.queries
      .selectFrom('translation_settings')
      .selectAll()
      .where('community_id', '=', communityId)
      .execute()
    const localRooms = await this.#deps.queries
      .selectFrom('rooms')
      .select('id')
      .where('community_id', '=', communityId)
      .where('local_only', '=', 1)
      .execute()
    const own = rows.find((row) => row.room_id === '')
    return {
      settings: own === undefined ? DEFAULT_SETTINGS : translationSettings.parse(JSON.parse(own.settings)),
      apiKey: own?.api_key ? this.#deps.vault.open(communityId, own.api_key) : undefined,
      localRooms: new Set(localRooms.map(({ id }) => id)),
    }
  }

  async #note(admin: Member, action: string, subject: string, details: Record<string, unknown>): Promise<void> {
    await this.#deps.audit.record({ communityId: admin.communityId, actor: admin, action, subject, details })
  }
}
