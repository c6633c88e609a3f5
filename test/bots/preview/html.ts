export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function tag(name: string, className: string, inner: string): string {
  return inner === '' ? '' : `<${name} class="${className}">${inner}</${name}>`
}
