export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function tag(name: string, className: string, inner: string): string {
  return inner === '' ? '' : `<${name} class="${className}">${inner}</${name}>`
}

/** What people write themselves has none. */
export function badge({ isOfPerson }: Record<string, unknown>): string {
  return isOfPerson === true ? '' : '<span class="app">APP</span> '
}
