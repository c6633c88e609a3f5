import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function useThemeToggle(): { isDark: boolean; toggle: () => void } {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  return { isDark, toggle: () => setColorScheme(isDark ? 'light' : 'dark') }
}

export function ThemeToggle() {
  const { t } = useTranslation()
  const { isDark, toggle } = useThemeToggle()
  const label = t(isDark ? 'nav.toLight' : 'nav.toDark')
  return (
    <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" onClick={toggle} aria-label={label} title={label}>
      {isDark ? <IconSun size={18} stroke={1.6} aria-hidden /> : <IconMoon size={18} stroke={1.6} aria-hidden />}
    </ActionIcon>
  )
}
