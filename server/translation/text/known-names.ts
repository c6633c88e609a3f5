/** Names that engines by rules take for words: 'Slack' is not 'flojo'. Only as they write themselves. */
export const KNOWN_NAMES =
  /\b(?:Core ML|Create ML|TensorFlow Lite|Hugging Face|VS Code|Visual Studio(?: Code)?|App Store|Google Play|Play Store|GitHub Actions|Android Studio|Apple Silicon|Raspberry Pi|Jetson (?:Nano|Orin)|Stack Overflow|Google (?:Docs|Drive|Meet|Sheets)|Slack|Discord|Docker|Kubernetes|Python|Zoom|Figma|Notion|Jira|Trello|Linear|Swift|Rust|Flutter|Unity|Chrome|Windows|Apertium|Redis)\b/g

/** 'Mr. Smith' is not 'Sr. Herrero'. By the year, 'p.a.', is no preposition. */
export const TITLED = /(?<=\b(?:Dr|Mr|Mrs|Ms|Prof|Sr|Sra)\.? )\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\bp\.\s?a\.(?!\p{L})/gu

/** What one types in a shell, also where nobody has marked it as code. */
export const COMMANDS =
  /\b(?:git (?:add|bisect|blame|branch|checkout|cherry-pick|clone|commit|diff|fetch|init|log|merge|pull|push|rebase|reset|restore|revert|stash|status|switch|tag)|(?:npm|pnpm|yarn|npx) (?:add|audit|build|ci|create|init|install|publish|remove|run|start|test|uninstall|update)(?: (?:build|dev|lint|start|test))?|(?:pip3?|brew|cargo|apt|apt-get) (?:add|build|install|run|test|uninstall|update|upgrade)|docker(?: compose)? (?:build|exec|logs|ps|pull|push|run|stop|up|down)|kubectl (?:apply|delete|describe|exec|get|logs))(?![\w-])/g
