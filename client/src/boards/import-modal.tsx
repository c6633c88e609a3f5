import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardEndpoints, type ImportProblem } from '../../../shared/board-api.ts'
import { api } from '../lib/api.ts'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './archive-drawer.module.css'
import { useBoardContext } from './board-context.tsx'

interface ImportResult {
  cards: number
  problems: ImportProblem[]
  problemCount: number
}

/** Adds the cards of a file to the board, and says of each row that was not taken why. */
export function ImportModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { documentId } = useBoardContext()
  const { busy, error, run } = useSubmit()
  const [result, setResult] = useState<ImportResult>()
  const load = (file: File | null) => {
    if (file === null) return
    void run(async () => {
      const format = file.name.toLowerCase().endsWith('.json') || file.type === 'application/json' ? 'json' : 'csv'
      const body = new Uint8Array(await file.arrayBuffer())
      setResult(await api.call(boardEndpoints.importCards, { params: { documentId }, query: { format }, body }))
    })
  }
  return (
    <Modal opened onClose={onClose} title={t('board.import')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('board.importText')}</Text>
        <Text size="sm" c="dimmed">
          {t('board.importCsv')}
        </Text>
        {error !== undefined && (
          <Text size="sm" role="alert" c="var(--gh-danger-text)">
            {error}
          </Text>
        )}
        {result !== undefined && (
          <div role="status">
            <Text size="sm" fw={600}>
              {t('board.imported', { count: result.cards })}
            </Text>
            {result.problemCount > 0 && (
              <>
                <Text size="sm">{t('board.importProblems', { count: result.problemCount })}</Text>
                <ul className={styles.problems}>
                  {result.problems.map(({ row, message }, at) => (
                    <li key={`${row}-${at}`}>{t('board.importRow', { row, message })}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
        <Group justify="flex-end">
          {result !== undefined && (
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
          )}
          <FileButton onChange={load} accept=".json,.csv,application/json,text/csv">
            {(props) => (
              <Button {...props} loading={busy} leftSection={<IconFileImport size={16} aria-hidden />}>
                {t('board.chooseFile')}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </Modal>
  )
}
