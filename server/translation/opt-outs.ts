import { type RawBuilder, sql } from 'kysely'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'

export interface OptOutsDeps {
  queries: Queries
  members: Pick<MemberService, 'accountOf'>
  links: Pick<PlatformLinkService, 'accountOf'>
  now: () => number
}

type Whom = Pick<PlatformPerson, 'workspaceId' | 'personId'>

/**
 * Who does not want to be shown in other languages: one choice of a person, for the web client and all chat platforms
 * that are linked with their account. Somebody who is known on a platform alone chooses for that one; linked later, it
 * holds everywhere.
 */
export class OptOuts {
  readonly #deps: OptOutsDeps

  constructor(deps: OptOutsDeps) {
    this.#deps = deps
  }

  async isOut(memberId: string): Promise<boolean> {
    const row = await this.#deps.queries
      .selectFrom('members')
      .select('id')
      .where('id', '=', memberId)
      .where(isOutAccount(sql.ref('members.account_id')))
      .executeTakeFirst()
    return row !== undefined
  }

  /** Whether a message is not to be translated: its author said so of it, or of all of theirs. */
  async isAsWritten(asWritten: boolean, memberId: string | null): Promise<boolean> {
    return asWritten || (memberId !== null && (await this.isOut(memberId)))
  }

  async isPersonOut(platform: string, person: Whom): Promise<boolean> {
    const scope = scopeOf(platform, person.workspaceId)
    return (await optOutsOf(this.#deps.queries, { platform, scope, personId: person.personId })).length > 0
  }

  async set(memberId: string, isOut: boolean): Promise<void> {
    const accountId = await this.#deps.members.accountOf(memberId)
    if (accountId !== undefined) await this.#setAccount(accountId, isOut)
  }

  async setPerson(platform: string, person: Whom, isOut: boolean): Promise<void> {
    const accountId = await this.#deps.links.accountOf(platform, person)
    if (accountId !== undefined) return await this.#setAccount(accountId, isOut)
    const set = { is_opted_out: Number(isOut) }
    await this.#deps.queries
      .insertInto('chat_translation_settings')
      .values({
        platform,
        workspace_id: scopeOf(platform, person.workspaceId),
        person_id: person.personId,
        language: null,
        ...set,
      })
      .onConflict((conflict) => conflict.columns(['platform', 'workspace_id', 'person_id']).doUpdateSet(set))
      .execute()
  }

  async #setAccount(accountId: string, isOut: boolean): Promise<void> {
    await this.#deps.queries.transaction().execute(async (transaction) => {
      if (isOut) {
        await transaction
          .insertInto('translation_opt_outs')
          .values({ account_id: accountId, since: this.#deps.now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        return
      }
      await transaction.deleteFrom('translation_opt_outs').where('account_id', '=', accountId).execute()
      await sql`update chat_translation_settings set is_opted_out = 0 where exists (
        select 1 from platform_links where platform_links.account_id = ${accountId}
          and platform_links.platform = chat_translation_settings.platform
          and platform_links.workspace_id = chat_translation_settings.workspace_id
          and platform_links.person_id = chat_translation_settings.person_id)`.execute(transaction)
    })
  }
}

/** Chosen in the web client, or on a platform that is linked with the account. */
function isOutAccount(account: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (select 1 from translation_opt_outs where translation_opt_outs.account_id = ${account})
    or exists (select 1 from platform_links as linked join chat_translation_settings as chat
      on chat.platform = linked.platform and chat.workspace_id = linked.workspace_id and chat.person_id = linked.person_id
      where linked.account_id = ${account} and chat.is_opted_out = 1))`
}

type InScope = { platform: string; scope: string; personId: string }

function ofPerson(table: string, { platform, scope, personId }: InScope): RawBuilder<boolean> {
  const of = sql.table(table)
  return sql<boolean>`(${of}.platform = ${platform} and ${of}.workspace_id = ${scope} and ${of}.person_id = ${personId})`
}

const optOutsOf = prepared((queries: Queries, person: InScope) =>
  queries
    .selectFrom('platform_links')
    .select('account_id')
    .where(ofPerson('platform_links', person))
    .where(isOutAccount(sql.ref('platform_links.account_id')))
    .unionAll((eb) =>
      eb
        .selectFrom('chat_translation_settings')
        .select('person_id as account_id')
        .where(ofPerson('chat_translation_settings', person))
        .where('is_opted_out', '=', 1),
    ),
)

/** Discord's person ids hold everywhere; Slack's only in their workspace. */
function scopeOf(platform: string, workspaceId: string | null): string {
  return platform === 'discord' ? '' : (workspaceId ?? '')
}
