import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { documentEndpoints } from '../../../shared/documents.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { type PageKind, pathOf } from './document-queries.ts'

/** Makes a board or a document and opens it. */
export function NewDocumentModal({ kind, onClose }: { kind: PageKind; onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [title, setTitle] = useState('')
  const [visibility, setVisibility] = useState<'community' | 'private'>('community')
  const { busy, error, onSubmit } = useSubmit()
  const create = async () => {
    const made = await api.call(documentEndpoints.create, {
      params: { communityId: community.id },
      body: { kind, title, visibility },
    })
    client.setQueryData(['document', made.id], made)
    void client.invalidateQueries({ queryKey: ['documents', community.id] })
    onClose()
    navigate(pathOf(kind, made.id))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(kind === 'board' ? 'documents.newBoard' : 'documents.newDocument')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={onSubmit(create)}>
        <Stack gap="md">
          <TextInput
            label={t('documents.title')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={200}
            value={title}
            error={error}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Radio.Group
            label={t('documents.visibility')}
            value={visibility}
            onChange={(value) => setVisibility(value === 'private' ? 'private' : 'community')}
          >
            <Stack gap={8} mt={8}>
              <Radio value="community" label={t('documents.community')} description={t('documents.communityText')} />
              <Radio value="private" label={t('documents.private')} description={t('documents.privateText')} />
            </Stack>
          </Radio.Group>
          <Button type="submit" loading={busy} disabled={title.trim() === ''}>
            {t('documents.create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
