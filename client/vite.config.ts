import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

import { completeLocales } from './complete-locales.ts'
import { withoutJsonSchema } from './without-json-schema.ts'

const HUB = `http://127.0.0.1:${process.env['HUB_PORT'] ?? '3000'}`

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // A data: URL of a font or image would be counted into the script that names it.
    assetsInlineLimit: 0,
    target: 'es2023',
    rolldownOptions: {
      output: {
        // Told apart from the words that are needed at once.
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith('?pages') === true ? 'assets/pages-[name]-[hash].js' : 'assets/[name]-[hash].js',
        // Left alone, each set of pages that share a module gets a file for it: hundreds of some bytes each, of which a
        // visit asked for 150. Groups take in what hangs on their modules, so that none waits for a later one.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'first', tags: ['$initial'] },
            { name: 'icons', test: /@tabler/, minShareCount: 2 },
            { name: 'components', test: /@mantine/, minShareCount: 3 },
          ],
        },
      },
    },
    // From these on, browsers know `light-dark()`; made ready for older ones, it would lose the page's own choice of scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    proxy: {
      '/api': HUB,
      '/collab': { target: HUB, ws: true },
      '/socket.io': { target: HUB, ws: true },
    },
  },
  plugins: [
    completeLocales(),
    withoutJsonSchema(),
    react(),
    VitePWA({
      // The page offers the update; a reload in the middle of an edit is the member's choice.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Guildhall',
        short_name: 'Guildhall',
        description: 'Boards, documents, gigs and chat for a community of freelancers, in real time.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f7f6f3',
        theme_color: '#0f766e',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg}', '**/inter-latin-*wght-normal*.woff2'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/(api|collab|socket\.io|healthz|readyz|metrics)(\/|$)/],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
})
