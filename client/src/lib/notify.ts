import { notifications } from '@mantine/notifications'
import { errorWords } from './error-words.ts'

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 })
}

export function notifyFailed(error: unknown): void {
  notifications.show({ message: errorWords(error), color: 'red', autoClose: 8000, role: 'alert' })
}
