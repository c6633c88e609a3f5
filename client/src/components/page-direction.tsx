import { useDirection } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Lets the component library follow the language's direction. */
export function PageDirection() {
  const { i18n } = useTranslation()
  const { setDirection } = useDirection()
  const direction = i18n.dir(i18n.language)
  useEffect(() => setDirection(direction), [direction, setDirection])
  return null
}
