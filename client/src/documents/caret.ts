interface CaretUser {
  name: string
  /** Checked by the extension to be a colour. */
  color: string
}

/** Somebody else's cursor with its name, which turns to the other side where it would leave the page. */
export function renderCaret({ name, color }: CaretUser): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'collaboration-carets__caret'
  caret.style.borderColor = color
  const label = document.createElement('div')
  label.className = 'collaboration-carets__label'
  label.style.backgroundColor = color
  label.textContent = name
  caret.append(label)
  // It has a place only once the editor has put it into the text.
  requestAnimationFrame(() => {
    const { left, right } = label.getBoundingClientRect()
    label.dataset['turned'] = String(left < 0 || right > document.documentElement.clientWidth)
  })
  return caret
}
