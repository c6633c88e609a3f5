export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden focusable="false" style={{ flex: 'none' }}>
      <rect width="64" height="64" rx="14" fill="#0f766e" />
      <circle cx="23" cy="25" r="9" fill="#fff" />
      <circle cx="42" cy="25" r="9" fill="#5eead4" />
      <circle cx="32.5" cy="42" r="9" fill="#fdba74" />
    </svg>
  )
}
