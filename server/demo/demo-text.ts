/** What the demo community starts with. Invented people and firms, written for Guildhall. */
export const DEMO_COMMUNITY = 'Edge Vision Guild'

export interface DemoPerson {
  name: string
  email: string
  headline: string
  skills: { name: string; level: 'learning' | 'working' | 'expert'; years: number }[]
  roles: string[]
  seniority: 'junior' | 'mid' | 'senior' | 'lead'
  rateFloor: { amountCents: number; currency: string; period: 'hour' }
  timeZone: string
  languages: string[]
  places: string[]
}

export const DEMO_PEOPLE: DemoPerson[] = [
  {
    name: 'Aiko Tanaka',
    email: 'aiko@demo.guildhall.local',
    headline: 'On-device vision for phones and small boards',
    skills: [
      { name: 'Core ML', level: 'expert', years: 5 },
      { name: 'PyTorch', level: 'expert', years: 6 },
      { name: 'Swift', level: 'working', years: 4 },
      { name: 'ONNX', level: 'working', years: 3 },
    ],
    roles: ['machine learning engineer'],
    seniority: 'senior',
    rateFloor: { amountCents: 85_00, currency: 'EUR', period: 'hour' },
    timeZone: 'Asia/Tokyo',
    languages: ['ja', 'en'],
    places: ['JP'],
  },
  {
    name: 'Jonas Brandt',
    email: 'jonas@demo.guildhall.local',
    headline: 'Keeps remote projects on their feet',
    skills: [
      { name: 'Project Management', level: 'expert', years: 9 },
      { name: 'Scrum', level: 'expert', years: 7 },
      { name: 'TypeScript', level: 'learning', years: 1 },
    ],
    roles: ['project manager'],
    seniority: 'lead',
    rateFloor: { amountCents: 70_00, currency: 'EUR', period: 'hour' },
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    places: ['DE'],
  },
  {
    name: 'Marisol Vega',
    email: 'marisol@demo.guildhall.local',
    headline: 'TypeScript from socket to screen',
    skills: [
      { name: 'TypeScript', level: 'expert', years: 7 },
      { name: 'React', level: 'expert', years: 6 },
      { name: 'Node.js', level: 'expert', years: 7 },
      { name: 'WebSocket', level: 'working', years: 4 },
      { name: 'PostgreSQL', level: 'working', years: 5 },
    ],
    roles: ['full-stack developer'],
    seniority: 'senior',
    rateFloor: { amountCents: 60_00, currency: 'EUR', period: 'hour' },
    timeZone: 'America/Bogota',
    languages: ['es', 'en'],
    places: ['CO'],
  },
]

/** The owner’s own profile, so that the gigs page has something to say at once. */
export const DEMO_OWNER_PROFILE: Omit<DemoPerson, 'name' | 'email'> = {
  headline: 'Real-time web apps, from the protocol up',
  skills: [
    { name: 'TypeScript', level: 'expert', years: 8 },
    { name: 'React', level: 'expert', years: 7 },
    { name: 'Node.js', level: 'expert', years: 8 },
    { name: 'Docker', level: 'working', years: 5 },
    { name: 'PostgreSQL', level: 'working', years: 6 },
  ],
  roles: ['full-stack developer'],
  seniority: 'senior',
  rateFloor: { amountCents: 65_00, currency: 'EUR', period: 'hour' },
  timeZone: 'Europe/Madrid',
  languages: ['en', 'es'],
  places: ['ES'],
}

export interface DemoGig {
  title: string
  company: string
  text: string
  hoursAgo: number
}

export const DEMO_GIGS: DemoGig[] = [
  {
    title: 'Senior TypeScript engineer for a live whiteboard',
    company: 'Fernweh Studio',
    hoursAgo: 2,
    text: `Fernweh Studio draws city plans together with the people who live there, on one shared whiteboard.

We look for a freelance senior full-stack developer who takes over the sync server and the board of our web app.

You need: TypeScript, Node.js, React and WebSocket experience that has seen production.
Nice to have: PostgreSQL, Docker, a soft spot for CRDTs such as Yjs.

Contract, about 25 hours a week for four months. Remote within Europe, with at least four hours of overlap with Berlin.
We pay 75 to 95 EUR per hour.`,
  },
  {
    title: 'Core ML engineer: plant diseases on a phone',
    company: 'Blattwerk',
    hoursAgo: 5,
    text: `Growers point a phone at a leaf and learn what ails it, in a field without reception.

Required: PyTorch, Core ML, model quantisation, and Swift enough to sit beside our app team.
A plus: ONNX, TensorFlow Lite, work with small labelled sets.

Freelance contract, three months, fully remote worldwide. 100 to 130 USD per hour.`,
  },
  {
    title: 'Accessibility review of a clinic booking site',
    company: 'Careline',
    hoursAgo: 9,
    text: `Patients book, move and cancel appointments on our site, and some of them cannot.

We want a review against WCAG 2.2 AA, with fixes shown in code. You know HTML, CSS and JavaScript, and you test with a screen reader.

A fixed project, about 40 hours, 3,200 EUR. Remote, any time zone. English; Spanish is welcome.`,
  },
  {
    title: 'Project manager for a two-site robotics pilot',
    company: 'Halden Robotics',
    hoursAgo: 26,
    text: `Two teams, one in Osaka and one in Hamburg, bring a picking robot into its first warehouse.

You have led remote engineering teams with Scrum, you write short status notes, and you speak German and English. Japanese helps.

Part-time contract, 20 hours a week, hybrid: two days a month on site in Hamburg, Germany. 80 EUR per hour.`,
  },
  {
    title: 'React Native developer, offline first',
    company: 'Almanac Field Notes',
    hoursAgo: 49,
    text: `Biologists count birds where no network is. Our app must never lose a count.

Must have: React Native, TypeScript, SQLite. Nice to have: Kotlin or Swift for the odd native module, conflict-free sync.

Contract for six months, full time, remote in the Americas (UTC-8 to UTC-3). 55 to 70 USD an hour.`,
  },
]

/** `people`: indexes into DEMO_PEOPLE; the owner joins as well. */
export const DEMO_NICHES = [
  {
    name: 'Edge ML',
    description: 'Models that run where the data is: phones, cameras, boards the size of a stamp.',
    rules: 'Say what hardware you measured on. Share gigs here first; they are ours for a day.',
    skills: ['Core ML', 'TensorFlow Lite', 'ONNX', 'TensorRT'],
    keywords: ['on-device', 'quantisation', 'tinyml'],
    earlyHours: 24,
    people: [0, 2],
  },
  {
    name: 'Offline first',
    description: 'Apps that lose nothing where there is no network.',
    rules: '',
    skills: ['Yjs', 'CRDT', 'SQLite'],
    keywords: ['offline first', 'local-first'],
    earlyHours: 0,
    people: [2],
  },
]

/** Local times of `timeZone`. */
export const DEMO_EVENT = {
  title: 'Demo evening: the leaf doctor in the field',
  markdown: 'Aiko shows the eight-bit model on three phones. Bring a leaf, and the phone that you have.',
  inDays: 3,
  start: '18:00',
  end: '19:00',
  timeZone: 'Europe/Berlin',
}

export const DEMO_ANNOUNCEMENT = {
  mail: false,
  dm: false,
  language: 'en',
  texts: [
    {
      language: 'en',
      labels: [],
      title: 'Gigs of Edge ML come to its members first',
      markdown:
        'For a day, whoever is in the niche sees them alone. **Join it** under Niches, and say in your profile what you can do.',
    },
    {
      language: 'de',
      labels: [],
      title: 'Aufträge aus Edge ML sehen ihre Mitglieder zuerst',
      markdown:
        'Einen Tag lang sieht sie nur, wer in der Nische ist. **Tritt ihr bei** unter Nischen und sag in deinem Profil, was du kannst.',
    },
    {
      language: 'ja',
      labels: [],
      title: 'Edge ML の案件は、まずメンバーに届きます',
      markdown:
        '最初の一日は、ニッチのメンバーだけが見られます。「ニッチ」から**参加**して、できることをプロフィールに書いてください。',
    },
    {
      language: 'es',
      labels: [],
      title: 'Los encargos de Edge ML llegan primero a sus miembros',
      markdown:
        'Durante un día solo los ve quien está en el nicho. **Únete** en Nichos y di en tu perfil lo que sabes hacer.',
    },
  ],
}

export const DEMO_ROOM = { name: 'general', topic: 'What we are working on, and who needs a hand' }

/** Who says what: an index into DEMO_PEOPLE. */
export const DEMO_MESSAGES: [number, string][] = [
  [1, 'Good morning! The release board is filled for this week. Please look at what is yours.'],
  [2, 'On it. The offline queue is nearly there; I moved its card to review.'],
  [0, 'The quantised model runs at 31 frames a second on the small phone now. Numbers are in the spec.'],
  [1, 'Wonderful news. Aiko, could you add how we measured that? The client will ask.'],
]

export const DEMO_BOARD = {
  title: 'Release board',
  labels: [
    { key: 'design', name: 'design', color: 'violet' },
    { key: 'backend', name: 'backend', color: 'blue' },
    { key: 'mobile', name: 'mobile', color: 'green' },
    { key: 'research', name: 'research', color: 'orange' },
    { key: 'bug', name: 'bug', color: 'red' },
  ] as const,
  columns: [
    { name: 'Backlog', wipLimit: null },
    { name: 'Ready', wipLimit: null },
    { name: 'In progress', wipLimit: 3 },
    { name: 'Review', wipLimit: 2 },
    { name: 'Done', wipLimit: null },
  ],
  /** Column, title, labels, assignee in DEMO_PEOPLE, days until due. */
  cards: [
    [0, 'Ask five growers how they hold the phone', ['research'], 1, null],
    [0, 'Show which edits still wait while offline', ['mobile'], null, null],
    [0, 'Import boards from other tools', ['backend'], 2, 18],
    [0, 'One page with every keyboard shortcut', ['design'], null, null],
    [1, 'Sign webhooks and refuse replays', ['backend'], 2, 4],
    [1, 'Accept or reject a suggested sentence', ['design', 'backend'], 0, null],
    [2, 'Say in words why a gig fits', ['design'], 1, 1],
    [2, 'Quantise the leaf model to eight bits', ['research', 'mobile'], 0, 2],
    [2, 'Jump to where a colleague is typing', [], 2, null],
    [3, 'Restoring a version must keep its comments', ['bug'], 2, 0],
    [3, 'All clients come back at once after a restart', ['bug', 'backend'], 0, -1],
    [4, 'Dark mode that is easy on the eyes', ['design'], 2, null],
    [4, 'Invite somebody by a link', ['backend'], 1, null],
  ] as [number, string, string[], number | null, number | null][],
}

export const DEMO_SPEC = {
  title: 'Leaf doctor: spec of the first release',
  /** A line begins with '# ' or '## ' for a heading, '- ' for a list item; everything else is a paragraph. */
  body: `## Why
A grower sees a spot on a leaf and has ten minutes to decide. The app must answer in the field, without a network, and say how sure it is.

## What the first release does
- Takes a picture, or one from the library
- Names the three most likely diseases, each with how sure the model is
- Keeps every picture on the phone until its owner shares it

## How fast
The model runs in under 40 milliseconds on a phone of 2021, at eight bits. We measure the median of 200 pictures, after a warm-up of ten.

## Open questions
- Which crops come first: tomato and vine, or potato as well?
- Who checks the pictures that growers share back?`,
}
