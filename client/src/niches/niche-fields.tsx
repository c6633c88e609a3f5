import { Checkbox, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCommunity } from '../lib/session.tsx'
import { nichesQuery } from './niche-queries.ts'

export interface NicheChoice {
  nicheIds: string[]
  membersOnly: boolean
}

/** Which niches a gig is for; nothing for who is in none. */
export function NicheFields({ choice, onChange }: { choice: NicheChoice; onChange: (choice: NicheChoice) => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data = [] } = useQuery(nichesQuery(community.id))
  const offered = data.filter(({ id, mine }) => mine !== null || choice.nicheIds.includes(id))
  if (offered.length === 0) return null
  return (
    <>
      <MultiSelect
        label={t('niches.title')}
        description={t('niches.postText')}
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        maxValues={10}
        value={choice.nicheIds}
        onChange={(nicheIds) => onChange({ nicheIds, membersOnly: choice.membersOnly && nicheIds.length > 0 })}
      />
      {choice.nicheIds.length > 0 && (
        <Checkbox
          label={t('niches.membersOnly')}
          checked={choice.membersOnly}
          onChange={(event) => onChange({ ...choice, membersOnly: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
