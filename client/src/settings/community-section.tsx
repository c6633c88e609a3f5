import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberEndpoints } from '../../../shared/members.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './settings.module.css'

/** What the community is called, and for owners another one beside it on the same hub. */
export function CommunitySection() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { community, communities, member, choose } = useCommunity()
  const refresh = () => client.invalidateQueries({ queryKey: ['me'] })
  return (
    <>
      <NameCard
        // Another community was chosen in the sidebar.
        key={community.id}
        title={t('settings.community.name')}
        text={t('settings.community.nameText')}
        label={t('settings.community.name')}
        submit={t('settings.community.rename')}
        before={community.name}
        send={async (name) => {
          await api.call(memberEndpoints.renameCommunity, { params: { communityId: community.id }, body: { name } })
          await refresh()
        }}
      />
      {member.role === 'owner' && (
        <NameCard
          key={communities.length}
          title={t('settings.community.another')}
          text={t('settings.community.anotherText')}
          label={t('settings.community.anotherName')}
          submit={t('settings.community.found')}
          before=""
          send={async (name) => {
            const { id } = await api.call(memberEndpoints.createCommunity, { body: { name } })
            await refresh()
            choose(id)
          }}
        />
      )}
    </>
  )
}

interface NameCardProps {
  title: string
  text: string
  label: string
  submit: string
  before: string
  send: (name: string) => Promise<void>
}

function NameCard({ title, text, label, submit, before, send }: NameCardProps) {
  const [name, setName] = useState(before)
  const { busy, error, onSubmit } = useSubmit()
  const isNews = name.trim() !== '' && name.trim() !== before
  return (
    <section className={pageStyles.card} aria-label={title}>
      <h2 className={pageStyles.cardTitle}>{title}</h2>
      <p className={pageStyles.muted}>{text}</p>
      <form className={styles.mapping} onSubmit={onSubmit(() => send(name.trim()))}>
        <TextInput
          aria-label={label}
          maxLength={80}
          value={name}
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={!isNews}>
          {submit}
        </Button>
      </form>
    </section>
  )
}
