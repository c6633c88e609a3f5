import type { ReactNode } from 'react'
import { LanguageField } from '../components/language-field.tsx'
import { usePageTitle } from '../lib/use-page-title.ts'
import { Logo } from '../shell/logo.tsx'
import { ThemeToggle } from '../shell/theme-toggle.tsx'
import styles from './sign-in.module.css'

interface SignInFrameProps {
  title: string
  text?: string | undefined
  children?: ReactNode
}

/** The one card in the middle of a page that stands outside of any community. */
export function SignInFrame({ title, text, children }: SignInFrameProps) {
  usePageTitle(title)
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <div className={styles.brand}>
          <Logo size={36} />
          <span className={styles.brandName}>Guildhall</span>
          <span className={styles.toggle}>
            <LanguageField bare />
            <ThemeToggle />
          </span>
        </div>
        <h1 className={styles.title}>{title}</h1>
        {text !== undefined && <p className={styles.text}>{text}</p>}
        {children}
      </main>
    </div>
  )
}
