import type { NotificationTables } from './notification-tables.ts'

/** What a direct message says, as markdown. Texts of people are escaped: they bring no link and no emphasis of their own. */
export function messageOf(
  { kind, title, excerpt, path }: Pick<NotificationTables['notifications'], 'kind' | 'title' | 'excerpt' | 'path'>,
  actorName: string | undefined,
  publicUrl: string,
): string {
  const who = actorName === undefined ? 'Somebody' : `**${plain(actorName)}**`
  const where = `[${plain(title)}](${publicUrl}${path})`
  const quote = excerpt === '' ? '' : `\n> ${plain(excerpt)}`
  return `${sentence(kind, who, where)}${quote}`
}

function sentence(kind: string, who: string, where: string): string {
  switch (kind) {
    case 'mention':
      return `${who} mentioned you in ${where}`
    case 'assignment':
      return `${who} put you on ${where}`
    case 'comment':
      return `${who} commented on ${where}`
    case 'reply':
      return `${who} answered in ${where}`
    case 'overdue':
      return `${where} is overdue`
    default:
      return `${where} is due today`
  }
}

function plain(text: string): string {
  return text.replace(/[\\`*_~[\]()<>|#]/g, String.raw`\$&`)
}
