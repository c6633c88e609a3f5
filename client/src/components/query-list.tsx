import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import { PageLoader } from './page-loader.tsx'

interface QueryListProps<T> {
  query: Pick<UseQueryResult<readonly T[]>, 'data' | 'error' | 'isPending' | 'refetch'>
  /** What is said where there is nothing. */
  none: { icon: ReactNode; title: string; text: string }
  children: (items: readonly T[]) => ReactNode
}

/** A list that is asked for: that it loads, why it did not, that there is nothing, or what there is. */
export function QueryList<T>({ query, none, children }: QueryListProps<T>) {
  const { data, error, isPending, refetch } = query
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return data.length === 0 ? <EmptyState {...none} /> : children(data)
}
