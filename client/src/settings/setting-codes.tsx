import styles from './settings.module.css'

/** Names of settings, as they are written in the environment of the hub. */
export function SettingCodes({ settings }: { settings: readonly string[] }) {
  return (
    <div className={styles.codes}>
      {settings.map((setting) => (
        <code key={setting} className={styles.code}>
          {setting}
        </code>
      ))}
    </div>
  )
}
