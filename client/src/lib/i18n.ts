import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../locales/en.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    nsSeparator: false
    resources: { translation: typeof en }
  }
}

/** Resolves at once: English is part of the bundle. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // Names of scopes hold a colon.
    nsSeparator: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
}
