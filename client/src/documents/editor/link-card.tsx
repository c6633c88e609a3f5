import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { BubbleMenu } from '@tiptap/react/menus'
import { useTranslation } from 'react-i18next'
import { documentEndpoints } from '../../../../shared/documents.ts'
import { api } from '../../lib/api.ts'
import { useCommunity } from '../../lib/session.tsx'
import { documentsQuery } from '../document-queries.ts'
import { safeHref } from '../safe-href.ts'
import styles from './link-card.module.css'

const OWN_PATH = /^\/(documents|boards)\/([A-Za-z0-9_.~-]+)$/

/** Beside the cursor in a link: what it leads to. */
export function LinkCard({ editor, documentId }: { editor: Editor; documentId: string }) {
  const { t } = useTranslation()
  const href = useEditorState({
    editor,
    selector: ({ editor: current }) => {
      const address: unknown = current.getAttributes('link')['href']
      return typeof address === 'string' && current.state.selection.empty ? address : undefined
    },
  })
  const address = href === undefined || href === null ? undefined : absolute(href)
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="link-card"
      options={{ placement: 'bottom-start', offset: 6, shift: { padding: 8 } }}
      shouldShow={({ editor: current, state }) => state.selection.empty && current.isActive('link')}
      className={styles.card}
    >
      {address !== undefined && (
        <>
          <Preview url={address} documentId={documentId} />
          <Button
            component="a"
            href={address.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            size="compact-xs"
            variant="subtle"
            leftSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('editor.openLink')}
          </Button>
        </>
      )}
    </BubbleMenu>
  )
}

function Preview({ url, documentId }: { url: URL; documentId: string }) {
  const isOwn = url.origin === location.origin
  return isOwn ? <OwnPage url={url} /> : <PageElsewhere url={url} documentId={documentId} />
}

function OwnPage({ url }: { url: URL }) {
  const { community } = useCommunity()
  const { data: texts = [] } = useQuery(documentsQuery(community.id, 'text'))
  const { data: boards = [] } = useQuery(documentsQuery(community.id, 'board'))
  const id = OWN_PATH.exec(url.pathname)?.[2]
  const title = [...texts, ...boards].find((document) => document.id === id)?.title
  return <p className={styles.title}>{title ?? url.pathname}</p>
}

function PageElsewhere({ url, documentId }: { url: URL; documentId: string }) {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  const { data } = useQuery({
    queryKey: ['link-preview', url.href],
    queryFn: () => api.call(documentEndpoints.previewLink, { params: { documentId }, query: { url: url.href } }),
    staleTime: 3_600_000,
    enabled: isWeb && navigator.onLine,
  })
  return (
    <>
      <p className={styles.site}>{data?.site ?? (isWeb ? url.hostname : url.href)}</p>
      {typeof data?.title === 'string' && <p className={styles.title}>{data.title}</p>}
      {typeof data?.description === 'string' && <p className={styles.description}>{data.description}</p>}
    </>
  )
}

function absolute(href: string): URL | undefined {
  const address = href.startsWith('/') ? new URL(href, location.origin).href : safeHref(href)
  return address === undefined ? undefined : new URL(address)
}
