/** 'discord' gives 'Discord'; a third bot's own name is shown as it writes it. */
export function platformName(platform: string): string {
  if (platform === 'discord') return 'Discord'
  if (platform === 'slack') return 'Slack'
  return platform
}
