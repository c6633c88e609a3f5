export const GUILD = 'G1'

export function channel(link: number, language: string) {
  return { workspaceId: GUILD, channelId: `C-${language}-${link}` }
}
