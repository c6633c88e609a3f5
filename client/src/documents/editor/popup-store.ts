import type { TablerIcon } from '@tabler/icons-react'
import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion'

export interface PopupEntry {
  key: string
  label: string
  hint?: string | undefined
  Icon: TablerIcon
}

export interface Popup {
  /** Of the list, for who hears it. */
  label: string
  /** Shown where nothing fits. */
  nothing: string
  entries: readonly PopupEntry[]
  isLoading: boolean
  chosen: number
  choose: (index: number) => void
  /** Keeps an element beside the cursor until the returned function is called. */
  mount: SuggestionProps['mount']
}

/** What is offered at the cursor just now; the editor's plugins write it, a component shows it. */
export class PopupStore {
  #popup: Popup | null = null
  readonly #listeners = new Set<() => void>()

  readonly get = (): Popup | null => this.#popup

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(popup: Popup | null): void {
    this.#popup = popup
    for (const listener of this.#listeners) listener()
  }

  move(step: number): void {
    const popup = this.#popup
    if (popup === null || popup.entries.length === 0) return
    const { length } = popup.entries
    this.set({ ...popup, chosen: (popup.chosen + step + length) % length })
  }
}

interface Words {
  label: string
  nothing: string
}

/** Shows the items of a suggestion plugin in the store, and lets the arrow keys and Enter choose. */
export function popupRenderer<Item>(
  store: PopupStore,
  words: Words,
  describe: (item: Item) => PopupEntry,
): NonNullable<SuggestionOptions<Item, Item>['render']> {
  return () => {
    const show = (props: SuggestionProps<Item, Item>) => {
      const { items, command, mount, loading } = props
      const choose = (index: number) => {
        const item = items[index]
        if (item !== undefined) command(item)
      }
      store.set({ ...words, entries: items.map(describe), isLoading: loading, chosen: 0, choose, mount })
    }
    return {
      onStart: show,
      onUpdate: show,
      onExit: () => store.set(null),
      onKeyDown: ({ event }) => {
        const popup = store.get()
        if (popup === null || event.isComposing) return false
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          store.move(event.key === 'ArrowDown' ? 1 : -1)
          return true
        }
        if ((event.key === 'Enter' || event.key === 'Tab') && popup.entries.length > 0) {
          popup.choose(popup.chosen)
          return true
        }
        return false
      },
    }
  }
}
