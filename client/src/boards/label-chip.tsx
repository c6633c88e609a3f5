import type { Label } from '../../../shared/board.ts'
import styles from './label-chip.module.css'

export function LabelChip({ label }: { label: Label }) {
  return (
    <span className={styles.label} data-color={label.color}>
      {label.name}
    </span>
  )
}
