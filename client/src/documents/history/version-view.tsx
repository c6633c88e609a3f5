import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { EditorContent, useEditor } from '@tiptap/react'
import { IconArrowBackUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { versionEndpoints } from '../../../../shared/document-versions.ts'
import { documentExtensions } from '../../../../shared/document-text/extensions.ts'
import { ConfirmModal } from '../../components/confirm-modal.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageLoader } from '../../components/page-loader.tsx'
import { api, queryClient } from '../../lib/api.ts'
import { notifyDone } from '../../lib/notify.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CodeHighlight } from '../editor/code-highlight.ts'
import pageStyles from '../document-page.module.css'
import type { ChosenVersion } from './history-panel.tsx'
import styles from './history.module.css'
import type { VersionDiff } from './version-diff.ts'
import { comparedQuery, versionsQuery } from './version-queries.ts'

interface VersionViewProps {
  documentId: string
  chosen: ChosenVersion
  mayWrite: boolean
  onChoose: (chosen: ChosenVersion) => void
  onClose: () => void
}

/** A version as it was, with what it has more and less than another one, and the way back to it. */
export function VersionView({ documentId, chosen, mayWrite, onChoose, onClose }: VersionViewProps) {
  const { version, base } = chosen
  const { t } = useTranslation()
  const locale = useLocale()
  const { data, error, refetch } = useQuery(comparedQuery(documentId, version, base))
  const [asking, setAsking] = useState(false)
  const name = version.name ?? locale.dateTime(version.at)
  const restore = async () => {
    await api.call(versionEndpoints.restore, { params: { documentId, versionId: version.id } })
    await queryClient.invalidateQueries({ queryKey: versionsQuery(documentId).queryKey })
    notifyDone(t('history.restored'))
    onClose()
  }
  return (
    <section className={styles.view} aria-label={t('history.versionNamed', { name })}>
      <div className={styles.viewBar}>
        <strong className={styles.viewName}>{name}</strong>
        {data !== undefined && (
          <span className={styles.hint}>
            {data.changes.length === 0 ? t('history.noChanges') : t('history.changes', { count: data.changes.length })}
          </span>
        )}
        <BaseField documentId={documentId} chosen={chosen} onChoose={onChoose} />
        {mayWrite && (
          <Button
            size="compact-sm"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('history.restore')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" leftSection={<IconX size={15} aria-hidden />} onClick={onClose}>
          {t('history.back')}
        </Button>
      </div>
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoader />
      ) : (
        <DiffText key={`${version.id} ${base?.id ?? ''}`} diff={data} />
      )}
      {asking && (
        <ConfirmModal
          title={t('history.restoreTitle', { name })}
          text={t('history.restoreText')}
          action={t('history.restore')}
          onConfirm={restore}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

/** The version that the chosen one is compared with: any of those that the list beside it holds. */
function BaseField({ documentId, chosen, onChoose }: Pick<VersionViewProps, 'documentId' | 'chosen' | 'onChoose'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data } = useInfiniteQuery(versionsQuery(documentId))
  const others = (data?.pages.flat() ?? []).filter(({ id }) => id !== chosen.version.id)
  return (
    <NativeSelect
      size="xs"
      className={styles.base}
      aria-label={t('history.comparedWith')}
      value={chosen.base?.id ?? ''}
      data={[
        ...others.map(({ id, name, at }) => ({
          value: id,
          label: t('history.versus', { name: name ?? locale.dateTime(at) }),
        })),
        { value: '', label: t('history.versus', { name: t('history.emptyPage') }) },
      ]}
      onChange={(event) => {
        const id = event.currentTarget.value
        onChoose({ version: chosen.version, base: others.find((other) => other.id === id) })
      }}
    />
  )
}

function DiffText({ diff }: { diff: VersionDiff }) {
  const { t } = useTranslation()
  const editor = useEditor({
    extensions: [...documentExtensions(), CodeHighlight, changeMarks(diff)],
    content: diff.after,
    editable: false,
    editorProps: { attributes: { 'aria-label': t('history.text'), role: 'document', dir: 'auto' } },
  })
  return (
    <div className={pageStyles.column}>
      <EditorContent editor={editor} className={pageStyles.content} />
    </div>
  )
}

/** What came is marked, and what went stands crossed out where it was. */
function changeMarks({ changes }: VersionDiff): Extension {
  return Extension.create({
    name: 'changeMarks',
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('change-marks'),
        state: {
          init: (_config, { doc }) => {
            const decorations: Decoration[] = []
            for (const { from, to, removed } of changes) {
              if (removed.trim() !== '') {
                decorations.push(Decoration.widget(from, () => removedText(removed), { side: -1 }))
              }
              if (from === to) continue
              decorations.push(Decoration.inline(from, to, { nodeName: 'ins', class: 'diff-inserted' }))
              doc.nodesBetween(from, to, (node, pos) => {
                if (node.isBlock && node.isAtom) {
                  decorations.push(Decoration.node(pos, pos + node.nodeSize, { class: 'diff-inserted' }))
                }
              })
            }
            return DecorationSet.create(doc, decorations)
          },
          apply: (_transaction, set) => set,
        },
        props: {
          decorations(state) {
            return this.getState(state)
          },
        },
      }),
    ],
  })
}

function removedText(text: string): HTMLElement {
  const element = document.createElement('del')
  element.className = 'diff-removed'
  element.textContent = text
  return element
}
