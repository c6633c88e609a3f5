import { Button, Modal, NumberInput, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { earlySpan } from '../../../shared/early-span.ts'
import {
  MAX_EARLY_HOURS,
  type Niche,
  type NicheChannel,
  nicheEndpoints,
  type NicheInput,
} from '../../../shared/niches.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { NicheChannels } from './niche-channels.tsx'

const NONE: NicheChannel[] = []
const NEW: NicheInput = { name: '', description: '', rules: '', skills: [], keywords: [], earlyHours: 24 }

/** Adds a niche, or changes one. */
export function NicheModal({ niche, onClose }: { niche?: Niche; onClose: () => void }) {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const client = useQueryClient()
  const [input, setInput] = useState<NicheInput>(niche ?? NEW)
  const [channels, setChannels] = useState<NicheChannel[]>(niche?.channels ?? NONE)
  const { busy, error, onSubmit } = useSubmit()
  const change = (part: Partial<NicheInput>) => setInput((all) => ({ ...all, ...part }))
  const params = { communityId: community.id }
  const send = async () => {
    const { id: nicheId } =
      niche === undefined
        ? await api.call(nicheEndpoints.add, { params, body: input })
        : await api.call(nicheEndpoints.change, { params: { ...params, nicheId: niche.id }, body: input })
    if (isAdmin && channels !== (niche?.channels ?? NONE)) {
      await api.call(nicheEndpoints.setChannels, { params: { ...params, nicheId }, body: { channels } })
      await client.invalidateQueries({ queryKey: ['announcement-options', community.id] })
    }
    await client.invalidateQueries({ queryKey: ['niches', community.id] })
    onClose()
  }
  const early = earlySpan(input.earlyHours)
  const title = t(niche === undefined ? 'niches.add' : 'niches.edit')
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={onSubmit(send)}>
        <Stack>
          <TextInput
            label={t('niches.name')}
            data-autofocus
            required
            withAsterisk={false}
            minLength={2}
            maxLength={60}
            value={input.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('niches.description')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={600}
            value={input.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <TagsInput
            label={t('niches.skills')}
            description={t('niches.skillsText')}
            maxTags={50}
            value={input.skills}
            onChange={(skills) => change({ skills })}
          />
          <TagsInput
            label={t('niches.keywords')}
            description={t('niches.keywordsText')}
            maxTags={50}
            value={input.keywords}
            onChange={(keywords) => change({ keywords })}
          />
          <NumberInput
            label={t('niches.earlyHours')}
            description={
              early.unit === 'days'
                ? `${t('niches.earlyHoursText')} ${t('niches.earlyDays', { count: early.count })}`
                : t('niches.earlyHoursText')
            }
            min={0}
            max={MAX_EARLY_HOURS}
            allowDecimal={false}
            value={input.earlyHours}
            onChange={(hours) => change({ earlyHours: typeof hours === 'number' ? hours : 0 })}
          />
          <Textarea
            label={t('niches.rules')}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={4000}
            value={input.rules}
            onChange={(event) => change({ rules: event.currentTarget.value })}
          />
          {isAdmin && <NicheChannels channels={channels} onChange={setChannels} />}
          {error !== undefined && (
            <Text size="sm" c="var(--gh-danger-text)" role="alert">
              {error}
            </Text>
          )}
          <Button type="submit" loading={busy}>
            {t(niche === undefined ? 'niches.add' : 'niches.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
