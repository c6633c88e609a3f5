import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type MappedRole,
  mappedRole,
  platformRoleEndpoints,
  type RoleMapping,
  type RoleMappingInput,
} from '../../../shared/platform-roles.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './settings.module.css'

type PlatformRole = Omit<RoleMapping, 'grants'>

/** Roles and groups of chat platforms that make their people members or admins here. */
export function RoleMappings() {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const client = useQueryClient()
  const params = { communityId: community.id }
  const queryKey = ['platform-roles', community.id]
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => api.call(platformRoleEndpoints.list, { params }),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const isOwner = member.role === 'owner'
  const set = async (body: RoleMappingInput) => {
    try {
      await api.call(platformRoleEndpoints.set, { params, body })
      await client.invalidateQueries({ queryKey })
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  const mapped = new Set(data.mappings.map(keyOf))
  return (
    <section className={pageStyles.card} aria-labelledby="platform-roles">
      <h2 id="platform-roles" className={pageStyles.cardTitle}>
        {t('settings.setup.roles.title')}
      </h2>
      <p className={pageStyles.muted}>{t('settings.setup.roles.text')}</p>
      {data.mappings.map((mapping) => (
        <div key={keyOf(mapping)} className={pageStyles.row}>
          <span>
            {t('settings.setup.roles.mapping', {
              role: mapping.roleName,
              platform: platformName(mapping.platform),
              grants: t(`roles.${mapping.grants}`),
            })}
          </span>
          {(isOwner || mapping.grants !== 'admin') && (
            <Button
              className={pageStyles.end ?? ''}
              size="xs"
              variant="default"
              aria-label={t('settings.setup.roles.remove', { role: mapping.roleName })}
              onClick={() => void set({ ...mapping, grants: null })}
            >
              {t('common.remove')}
            </Button>
          )}
        </div>
      ))}
      <AddMapping available={data.available.filter((role) => !mapped.has(keyOf(role)))} isOwner={isOwner} add={set} />
    </section>
  )
}

function AddMapping({
  available,
  isOwner,
  add,
}: {
  available: readonly (PlatformRole & { workspaceName: string })[]
  isOwner: boolean
  add: (mapping: RoleMappingInput) => Promise<void>
}) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [grants, setGrants] = useState<MappedRole>('member')
  if (available.length === 0) return <p className={pageStyles.muted}>{t('settings.setup.roles.none')}</p>
  const role = available.find((one) => keyOf(one) === chosen)
  const submit = async () => {
    if (role === undefined) return
    const { platform, workspaceId, roleId, roleName } = role
    await add({ platform, workspaceId, roleId, roleName, grants })
    setChosen(null)
  }
  return (
    <form
      className={styles.mapping}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Select
        label={t('settings.setup.roles.role')}
        searchable
        value={chosen}
        onChange={setChosen}
        data={available.map((one) => ({
          value: keyOf(one),
          label: `${one.roleName} (${platformName(one.platform)}, ${one.workspaceName})`,
        }))}
      />
      <Select
        label={t('settings.setup.roles.grants')}
        allowDeselect={false}
        value={grants}
        onChange={(value) => setGrants(mappedRole.catch('member').parse(value))}
        data={mappedRole.options
          .filter((value) => isOwner || value !== 'admin')
          .map((value) => ({ value, label: t(`roles.${value}`) }))}
      />
      <Button type="submit" variant="default" disabled={role === undefined}>
        {t('settings.setup.roles.add')}
      </Button>
    </form>
  )
}

function keyOf({ platform, workspaceId, roleId }: PlatformRole): string {
  return `${platform} ${workspaceId} ${roleId}`
}
