import { Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiToken, tokenEndpoints } from '../../../shared/tokens.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { membersQuery } from '../documents/document-queries.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { NewTokenModal } from './new-token-modal.tsx'
import styles from './settings.module.css'

export function TokensSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const [creating, setCreating] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['tokens', community.id],
    queryFn: async () => (await api.call(tokenEndpoints.list, { params: { communityId: community.id } })).tokens,
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('settings.tokens.create')}
    </Button>
  )
  return (
    <>
      {data.length === 0 ? (
        <EmptyState icon={<IconKey size={26} />} title={t('settings.tokens.none')} text={t('settings.tokens.text')}>
          {create}
        </EmptyState>
      ) : (
        <>
          <div className={styles.bar}>
            <p>
              {t('settings.tokens.text')}{' '}
              <Anchor href="/api/docs" inherit>
                {t('settings.tokens.docs')}
              </Anchor>
            </p>
            {create}
          </div>
          {data.map((token) => (
            <TokenCard key={token.id} token={token} />
          ))}
        </>
      )}
      {creating && <NewTokenModal onClose={() => setCreating(false)} />}
    </>
  )
}

function TokenCard({ token }: { token: ApiToken }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { community, member } = useCommunity()
  const { data: members } = useQuery(membersQuery(community.id))
  const [revoking, setRevoking] = useState(false)
  const owner = token.memberId === member.id ? undefined : members?.find(({ id }) => id === token.memberId)?.name
  const isOver = token.expiresAt !== null && token.expiresAt <= Date.now()
  const state = token.revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'active'
  return (
    <section className={pageStyles.card} aria-labelledby={`token-${token.id}`}>
      <div className={styles.head}>
        <h2 id={`token-${token.id}`} className={pageStyles.cardTitle}>
          {token.name}
        </h2>
        <span className={pageStyles.chip} data-tone={state === 'active' ? 'good' : 'plain'}>
          {t(`settings.tokens.state.${state}`)}
        </span>
        {state === 'active' && (
          <Button className={pageStyles.end ?? ''} size="xs" variant="default" onClick={() => setRevoking(true)}>
            {t('settings.tokens.revoke')}
          </Button>
        )}
      </div>
      <div className={styles.codes}>
        {token.scopes.map((scope) => (
          <code key={scope} className={styles.code}>
            {scope}
          </code>
        ))}
      </div>
      <dl className={styles.facts}>
        {owner !== undefined && (
          <div>
            <dt>{t('settings.tokens.owner')}</dt>
            <dd>{owner}</dd>
          </div>
        )}
        <div>
          <dt>{t('settings.tokens.begins')}</dt>
          <dd>{token.prefix}…</dd>
        </div>
        <div>
          <dt>{t('settings.tokens.created')}</dt>
          <dd>{locale.ago(token.createdAt)}</dd>
        </div>
        <div>
          <dt>{t('settings.tokens.lastUsed')}</dt>
          <dd>{token.lastUsedAt === null ? t('settings.feeds.never') : locale.ago(token.lastUsedAt)}</dd>
        </div>
        <div>
          <dt>{t('settings.tokens.expires')}</dt>
          <dd>{token.expiresAt === null ? t('settings.feeds.never') : locale.ago(token.expiresAt)}</dd>
        </div>
      </dl>
      {revoking && (
        <ConfirmModal
          title={t('settings.tokens.revokeTitle', { name: token.name })}
          text={t('settings.tokens.revokeText')}
          action={t('settings.tokens.revoke')}
          onConfirm={async () => {
            await api.call(tokenEndpoints.revoke, { params: { communityId: community.id, tokenId: token.id } })
            await client.invalidateQueries({ queryKey: ['tokens', community.id] })
          }}
          onClose={() => setRevoking(false)}
        />
      )}
    </section>
  )
}
