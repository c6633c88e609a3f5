/** Names that engines by rules take for words: 'Slack' is not 'flojo'. Only as they write themselves. */
export const KNOWN_NAMES =
  /\b(?:Core ML|Create ML|TensorFlow Lite|Hugging Face|VS Code|Visual Studio(?: Code)?|App Store|Google Play|Play Store|GitHub Actions|Android Studio|Apple Silicon|Raspberry Pi|Jetson (?:Nano|Orin)|Stack Overflow|Google (?:Docs|Drive|Meet|Sheets)|Slack|Discord|Docker|Kubernetes|Python|Zoom|Figma|Notion|Jira|Trello|Linear|Swift|Rust|Flutter|Unity|Chrome|Windows|Apertium|Redis|Dockerfile|Makefile|README|CHANGELOG)\b/g

/** 'Mr. Smith' is not 'Sr. Herrero'. By the year, 'p.a.', is no preposition. */
export const TITLED = /(?<=\b(?:Dr|Mr|Mrs|Ms|Prof|Sr|Sra)\.? )\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\bp\.\s?a\.(?!\p{L})/gu
