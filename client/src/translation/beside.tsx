import type { ReactNode } from 'react'
import styles from './side-by-side.module.css'

interface BesideProps {
  original: ReactNode
  /** Of what stands beside it. */
  lang: string
  children: ReactNode
}

/** A part of a text and the same in another language: next to each other where there is room, else one below the other. */
export function Beside({ original, lang, children }: BesideProps) {
  return (
    <div className={styles.beside}>
      <div className={styles.original} dir="auto">
        {original}
      </div>
      <div lang={lang} dir="auto">
        {children}
      </div>
    </div>
  )
}
