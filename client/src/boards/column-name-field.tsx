import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'

interface ColumnNameFieldProps {
  label: string
  initial: string
  /** Undefined: nothing changes. */
  onDone: (name: string | undefined) => void
}

/** Enter or leaving the field keeps what is typed, Escape does not. */
export function ColumnNameField({ label, initial, onDone }: ColumnNameFieldProps) {
  const [name, setName] = useState(initial)
  const done = useRef(false)
  const finish = (keep: boolean) => {
    // Escape takes the field away, which blurs it: the first word counts.
    if (done.current) return
    done.current = true
    const trimmed = name.trim()
    onDone(keep && trimmed !== '' && trimmed !== initial ? trimmed : undefined)
  }
  return (
    <TextInput
      size="xs"
      flex={1}
      autoFocus
      maxLength={80}
      aria-label={label}
      placeholder={label}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true)
        if (event.key === 'Escape') finish(false)
      }}
    />
  )
}
