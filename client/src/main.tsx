import '@fontsource-variable/inter/wght.css'
// In a layer: whatever order the chunks load in, the app's own rules win over the library's.
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { queryClient } from './lib/api.ts'
import { startI18n } from './lib/i18n.ts'
import { keepQueries } from './lib/kept-queries.ts'
import { startPwa } from './lib/pwa.ts'

// The hub's CSP forbids eval, which zod would try for speed and be reported for.
z.config({ jitless: true })

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

await startI18n()
keepQueries(queryClient)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void startPwa()
