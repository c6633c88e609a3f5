import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const teal: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
]

const red: MantineColorsTuple = [
  '#fef3f2',
  '#fee4e2',
  '#fecdca',
  '#fda29b',
  '#ff9d92',
  '#f04438',
  '#d92d20',
  '#b42318',
  '#912018',
  '#7a271a',
]

const gray: MantineColorsTuple = [
  '#f7f6f3',
  '#efede8',
  '#e5e2db',
  '#dcd8cf',
  '#c9c4b9',
  '#a39d92',
  '#807a70',
  '#5f5b54',
  '#45413b',
  '#2c2925',
]

const dark: MantineColorsTuple = [
  '#e9e9eb',
  '#c6c8cd',
  '#a3a6ae',
  '#7d818b',
  '#3a3d47',
  '#2b2e36',
  '#1c1d22',
  '#17181c',
  '#131417',
  '#0d0e10',
]

/** Warm paper and hairlines; teal for what one may do, orange only for limits and for being offline. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { teal, red, gray, dark },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    // What is filled is dark in the light scheme and light in the dark one; the library writes white on both.
    return input.variant === 'filled' ? { ...colors, color: 'light-dark(#ffffff, #0d0e10)' } : colors
  },
  fontFamily: "'Inter Variable', 'Noto Sans', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', Menlo, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // In the colour alone, not everybody sees a link in a text.
    Anchor: { defaultProps: { underline: 'always' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 } } },
    // Without the placeholder the first item takes the focus, as the ARIA pattern of a menu has it.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Select: { defaultProps: { allowDeselect: false } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f6f3',
    '--mantine-color-text': '#1d1c1a',
    '--mantine-color-dimmed': '#5f5b54',
    '--mantine-color-placeholder': '#716d66',
    '--mantine-color-default-border': '#dcd8cf',
    '--mantine-color-anchor': '#0f766e',
    '--gh-card': '#ffffff',
    '--gh-line': '#e5e2db',
    '--gh-column': '#efede8',
    '--gh-hover': '#efede8',
    '--gh-accent': '#0f766e',
    '--gh-accent-soft': '#d7f3ec',
    '--gh-accent-text': '#115e59',
    '--gh-warn': '#ea7a1a',
    '--gh-warn-soft': '#fdeedd',
    '--gh-warn-text': '#9a3d08',
    '--gh-danger-text': '#b42318',
    '--gh-mark': '#fdf0c3',
  },
  dark: {
    '--mantine-color-body': '#131417',
    '--mantine-color-text': '#e9e9eb',
    '--mantine-color-dimmed': '#a3a6ae',
    '--mantine-color-placeholder': '#8d919b',
    '--mantine-color-default-border': '#34373f',
    '--mantine-color-anchor': '#2dd4bf',
    '--gh-card': '#1c1d22',
    '--gh-line': '#2b2e36',
    '--gh-column': '#18191d',
    '--gh-hover': '#24262c',
    '--gh-accent': '#2dd4bf',
    '--gh-accent-soft': '#12352f',
    '--gh-accent-text': '#5eead4',
    '--gh-warn': '#f08c2e',
    '--gh-warn-soft': '#38240f',
    '--gh-warn-text': '#fdba74',
    '--gh-danger-text': '#ff9d92',
    '--gh-mark': '#4a3d12',
  },
})
