import { Spotlight, useSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { NewDocumentModal } from '../documents/new-document-modal.tsx'
import { SearchHit } from '../search/search-hit.tsx'
import searchStyles from '../search/search.module.css'
import { useSearch } from '../search/use-search.ts'
import { type PaletteAction, usePaletteActions } from './palette-actions.tsx'
import { paletteStore } from './palette-store.ts'

const SIZE = 18
/** Who scrolls by the keyboard needs something to focus in it; its entries are chosen with the arrow keys. */
const SCROLLING = { viewportProps: { tabIndex: 0 } }
/** Of each kind; the hub finds the rest by what stands in them. */
const MAX_TITLES = 5

/** ⌘K: search everything, go anywhere, do the few things that one does from anywhere. */
export function CommandPalette() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { opened, listId } = useSpotlight(paletteStore)
  const [query, setQuery] = useState('')
  const [creating, setCreating] = useState<'board' | 'text' | null>(null)
  const { recent, places, actions, titles } = usePaletteActions(opened, setCreating)
  const { hits, state } = useSearch(query)

  const wanted = query.trim().toLocaleLowerCase()
  const matching = (list: readonly PaletteAction[]) =>
    list.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
  const named = wanted === '' ? [] : matching(titles).slice(0, MAX_TITLES)
  // What stands above by its title is not shown a second time.
  const found = hits.filter(({ path }) => !named.some(({ id }) => id === path))
  const groups = [
    { label: t('palette.recent'), entries: wanted === '' ? recent : [] },
    { label: t('palette.titles'), entries: named },
    { label: t('palette.goTo'), entries: matching(places) },
    { label: t('palette.actions'), entries: matching(actions) },
  ].filter(({ entries }) => entries.length > 0)
  const note =
    state === 'failed'
      ? t(navigator.onLine ? 'palette.failed' : 'palette.offline')
      : state === 'done' && found.length === 0 && groups.length === 0
        ? t('palette.nothing')
        : undefined

  const shown = groups.reduce((sum, { entries }) => sum + entries.length, found.length)
  useEffect(() => {
    // What comes a moment after the last letter has nothing selected; Enter is to open the first of it.
    if (wanted === '' || listId === '') return
    const list = document.querySelector(`#${CSS.escape(listId)}`)
    if (list === null || list.querySelector('[data-selected]') !== null) return
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    paletteStore.updateState((palette) => ({ ...palette, selected: 0 }))
  }, [wanted, shown, listId])

  return (
    <>
      <Spotlight.Root
        store={paletteStore}
        query={query}
        onQueryChange={setQuery}
        shortcut={null}
        attributes={{ content: { 'aria-label': t('nav.search') } }}
        scrollable
        maxHeight={470}
      >
        <Spotlight.Search
          leftSection={<IconSearch size={SIZE} aria-hidden />}
          placeholder={t('nav.search')}
          aria-label={t('nav.search')}
        />
        <Spotlight.ActionsList {...SCROLLING}>
          {groups.map(({ label, entries }) => (
            <Spotlight.ActionsGroup key={label} label={label}>
              {entries.map(({ id, label, Icon, run }) => (
                <Spotlight.Action
                  key={id}
                  label={label}
                  highlightQuery
                  leftSection={<Icon size={SIZE} stroke={1.6} aria-hidden />}
                  onClick={run}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
          {found.length > 0 && (
            <Spotlight.ActionsGroup label={t('palette.found')}>
              {found.map((hit) => (
                <SearchHit key={hit.path} hit={hit} onOpen={() => navigate(hit.path)} />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {note !== undefined && (
            <p className={searchStyles.note} role="status">
              {note}
            </p>
          )}
        </Spotlight.ActionsList>
      </Spotlight.Root>
      {creating !== null && <NewDocumentModal kind={creating} onClose={() => setCreating(null)} />}
    </>
  )
}
