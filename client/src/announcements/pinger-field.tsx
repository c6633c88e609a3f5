import { Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { announcementOptionEndpoints, type AnnouncementOptions } from '../../../shared/announcement-options.ts'
import { PINGERS } from '../../../shared/announcement-places.ts'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'

/** For owners: who may call people with an announcement. Saved at once. */
export function PingerField({ options }: { options: AnnouncementOptions }) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const client = useQueryClient()
  if (member.role !== 'owner') return null
  const save = async (value: string | null) => {
    const pinger = PINGERS.find((one) => one === value)
    if (pinger === undefined) return
    try {
      await api.call(announcementOptionEndpoints.settings, { params: { communityId: community.id }, body: { pinger } })
      await client.invalidateQueries({ queryKey: ['announcement-options', community.id] })
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  return (
    <Select
      label={t('announcements.pinger')}
      description={t('announcements.pingerText')}
      data={PINGERS.map((value) => ({ value, label: t(`announcements.pingers.${value}`) }))}
      value={options.pinger}
      allowDeselect={false}
      onChange={(value) => void save(value)}
    />
  )
}
