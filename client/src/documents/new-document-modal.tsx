import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { documentEndpoints } from '../../../shared/documents.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { type PageKind, pathOf } from './document-queries.ts'
import { TEMPLATES, type Template } from './templates.ts'

/** Makes a board or a document and opens it. */
export function NewDocumentModal({ kind, onClose }: { kind: PageKind; onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [title, setTitle] = useState('')
  const [template, setTemplate] = useState<Template>('blank')
  const [imported, setImported] = useState<{ name: string; text: string }>()
  const [visibility, setVisibility] = useState<'community' | 'private'>('community')
  const { busy, error, run, onSubmit } = useSubmit()
  const pick = async () => {
    // With what reads documents, which this window alone does not need.
    const { pickMarkdownFile } = await import('./document-files.ts')
    const file = await pickMarkdownFile()
    setImported(file)
    if (file !== undefined && title === '') setTitle(file.name)
  }
  const create = async () => {
    const markdown = imported?.text ?? (template === 'blank' ? '' : t(`templates.${template}.text`))
    const made = await api.call(documentEndpoints.create, {
      params: { communityId: community.id },
      body: { kind, title, visibility, ...(markdown === '' ? {} : { markdown }) },
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
          {kind === 'text' && (
            <Group gap="xs" align="flex-end">
              <Select
                style={{ flex: 1 }}
                label={t('templates.label')}
                value={template}
                disabled={imported !== undefined}
                onChange={(value) => setTemplate(TEMPLATES.find((known) => known === value) ?? 'blank')}
                data={TEMPLATES.map((value) => ({ value, label: t(`templates.${value}.name`) }))}
              />
              <Button variant="default" onClick={() => void run(pick)}>
                {imported === undefined ? t('files.import') : imported.name}
              </Button>
            </Group>
          )}
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
