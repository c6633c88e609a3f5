import { type ReactNode, useEffect } from 'react'
import { useLocation } from 'wouter'
import { rememberVisit } from '../lib/recent.ts'
import { usePageTitle } from '../lib/use-page-title.ts'
import styles from './page-header.module.css'

interface PageHeaderProps {
  /** Where the page belongs, above the title. */
  crumb?: ReactNode
  title: string
  /** In place of the plain title, e.g. a field that renames; it must hold the `h1` itself. */
  heading?: ReactNode
  /** At the end: presence, connection, one primary button. */
  children?: ReactNode
}

export function PageHeader({ crumb, title, heading, children }: PageHeaderProps) {
  const [path] = useLocation()
  usePageTitle(title)
  useEffect(() => rememberVisit(path, title), [path, title])
  return (
    <div className={styles.header}>
      <div className={styles.titles}>
        {crumb !== undefined && <div className={styles.crumb}>{crumb}</div>}
        {heading ?? <h1 className={styles.title}>{title}</h1>}
      </div>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
