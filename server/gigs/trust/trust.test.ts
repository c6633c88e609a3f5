import { expect, test } from 'vitest'
import { trustWords } from '../../../shared/trust-words.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import { clientSignals } from '../reviews/client-signals.ts'
import { lowPaySignal } from './low-pay.ts'
import { AGAINST, SPEAKS_FOR } from './trust-patterns.ts'
import { blockedWord, copiedFrom } from './trust-signals.ts'
import { trustOf } from './trust.ts'

/** Invented, after what is going round: title and text. */
const SCAMS: readonly (readonly [string, string])[] = [
  [
    'Personal assistant needed',
    'I am a busy businessman and travel a lot. You run errands and handle my mail, $600 weekly. Send your full name, address, phone number and age to drjames.carter@gmail.com',
  ],
  [
    'Package inspector',
    'Receive parcels at home, check them and forward them with prepaid labels. $3,000 a month plus $50 per parcel. No experience.',
  ],
  [
    'Remote customer service rep - immediate start',
    'We hire 50 people today! Interview over Telegram @hr_anna_jobs. $38/hr, equipment provided by check which you deposit at your bank to buy a laptop from our vendor.',
  ],
  [
    'Like videos and earn',
    'Earn 50-300 USD per day by liking YouTube videos. Contact us on WhatsApp +44 7700 900123. No experience required.',
  ],
  [
    'Web developer',
    'I have a full spec. To keep serious applicants only, please pay a $25 refundable registration fee, then we send the work. Long-term work, $60/hour.',
  ],
  [
    'Rent your account',
    'I need US freelancers who let me use their verified account. I do all the work, you get 20% monthly. No skill needed, just accept payments to your bank.',
  ],
  [
    'Translator English-German 5 pages',
    'Need translation of 5 pages by tomorrow. $2,500 budget. My assistant will send you a cashier check, you keep your part and send the rest to my printer by Zelle.',
  ],
  [
    'Test of our trading app',
    'Deposit 100 USDT into the app, make trades as guided and withdraw 180 USDT the same day. Daily payouts, guaranteed.',
  ],
  [
    'Data Entry Operator',
    'Work from home data entry job. Weekly pay $950. Typing skill only. Kindly send your resume to hiringdept2024@outlook.com or text our HR manager Mrs. Linda via Google Chat.',
  ],
  [
    'Optimization specialist (product tasks)',
    'Complete 40 simple tasks a day in our platform, earn commission 0.5% for each, about 1h a day, $100-$500 daily. Add our manager in Telegram.',
  ],
  [
    'Nanny / caregiver in London',
    'Family relocating from Canada. £800 weekly, free accommodation and car. We will send visa documents; you pay the processing fee of £250 to our agent, refunded with the first wage.',
  ],
  [
    'Smart contract dev',
    'Clone our repo, run npm install and start the app locally before the interview. Connect your MetaMask wallet with real funds to check the flow. $150/hour.',
  ],
  [
    'Mystery shopper',
    'Evaluate stores near you. We send a cheque for $2,480, deposit it, buy gift cards and send us photos of the codes. Keep $400.',
  ],
  [
    'Crypto recovery agent',
    'Make $5,000 weekly from your phone, no experience, unlimited income. Join our WhatsApp group today, only 10 slots left!!!',
  ],
  [
    'Heimarbeit: Produkttester',
    'Verdiene 300 € am Tag von zu Hause. Keine Erfahrung nötig. Du eröffnest ein Bankkonto per Video-Ident und schickst uns die Zugangsdaten. Schreib uns per WhatsApp.',
  ],
  [
    'Finanzagent (m/w/d) Minijob',
    'Sie nehmen Zahlungen unserer Kunden auf Ihrem Konto an und leiten das Geld weiter. 10 % Provision. Keine Vorkenntnisse. Bewerbung an jobs.team@gmx.de',
  ],
  [
    'Frontend developer',
    'Great opportunity. To be considered, buy our starter kit for $49. After that we guarantee projects of $3000 monthly.',
  ],
  [
    'Upwork partner',
    'I am abroad and need a partner in the US or Europe to lend me his profile and attend the calls. You get 15%.',
  ],
  [
    'Mental health nurse',
    'Arm drive court sure vote. Earn $5000/week! Immediate hiring. Contact now at david27@gmail.com. No degree required.',
  ],
  [
    'Remote bookkeeping aide',
    'Money arrives on your checking account in the morning, you withdraw it and hand it to our courier. 7% is yours.',
  ],
  [
    'Asistente de pagos',
    'Recibe transferencias de nuestros clientes en tu cuenta y reenvía el dinero. Comisión 8%. Sin experiencia, desde casa.',
  ],
  [
    'Opérateur colis',
    'Recevez des colis à votre domicile, changez l’étiquette et renvoyez-les. 2500 € par mois, une heure par jour.',
  ],
  [
    'Avaliador de produtos',
    'Ganhe R$ 300 por dia avaliando produtos, sem experiência. Chame no WhatsApp. Taxa de cadastro R$ 50.',
  ],
  [
    'Versandhelfer von zu Hause',
    'Pakete empfangen, umetikettieren und weiterschicken. 2.800 € im Monat bei 2 Stunden am Tag. Ausweiskopie bitte direkt mitschicken.',
  ],
]

/** Honest, with the words that scams are known by. */
const HONEST: readonly (readonly [string, string])[] = [
  [
    'Payments engineer',
    'You build how we receive and transfer money between accounts: Java, Kafka, PostgreSQL. KYC with copies of passports is part of the domain. Our team of nine works from Vilnius; interview process of two calls.',
  ],
  [
    'Wallet developer (React Native)',
    'Users connect a wallet and deposit stablecoins; we need somebody for the signing flow. React Native, TypeScript, WalletConnect. Paid monthly by bank transfer, €70 an hour. Code review by our lead.',
  ],
  [
    'Warehouse software tester',
    'Our product prints parcel labels and tracks packages. You write Playwright tests against it. 3 days a week, remote, £350 a day.',
  ],
  [
    'Telegram bot in Python',
    'A bot that posts our club’s fixtures to a Telegram group. aiogram, SQLite, Docker. About $500 for the whole thing. Message me here with a link to your GitHub.',
  ],
  [
    'Kreditorenbuchhaltung (m/w/d)',
    'Sie prüfen Rechnungen und buchen Zahlungen in DATEV. Teilzeit, 24 Stunden in der Woche, Büro in Kassel mit Homeoffice nach Absprache. Ausbildung als Steuerfachangestellte oder Erfahrung in der Buchhaltung.',
  ],
  [
    'Virtual assistant for a dentist',
    'Calendar, insurance e-mails and reminders, 10 hours a week at $22. You have done this for a practice before. We talk on the telephone first, then a paid trial week. No degree required.',
  ],
  [
    'Warehouse packer',
    'Pick and pack orders, night shift, £12.50 per hour paid weekly. Immediate start. Must be over 18. Training provided.',
  ],
  [
    'Auxiliar administrativo',
    'Vaga CLT, R$ 1.900, vale transporte, sem experiência, enviar currículo por e-mail ou WhatsApp.',
  ],
  [
    'Smart contract auditor',
    'Audit our staking contracts: users deposit USDC and withdraw rewards. Foundry, Slither. 5,000 USDC, two weeks.',
  ],
  [
    'Video creator',
    'We teach knitting on YouTube. You cut one video a week in DaVinci Resolve, and suggest thumbnails. $180 per video; subscribing is not required, but look at the channel first.',
  ],
]

test('posts made to cheat are held, whatever their bait and language', () => {
  const passed = SCAMS.filter(([title, text]) => !trustOf(title, text, null).flagged).map(([title]) => title)
  expect(passed).toEqual([])
})

test('honest posts are not held for speaking of money, wallets, parcels or messengers', () => {
  const held = HONEST.filter(([title, text]) => trustOf(title, text, null).flagged).map(([title]) => title)
  expect(held).toEqual([])
})

test('pay far below what like gigs pay here is named, where there are enough of them in the same places', () => {
  const gig = (pay: string, place = 'Remote within Europe.') => ({
    parsed: parseGig('Rust developer', `You need Rust. ${place} ${pay}`),
  })
  const others = Array.from({ length: 8 }, (_, at) => gig(`${60 + 5 * at} EUR per hour.`))
  expect(lowPaySignal(gig('25 EUR per hour.').parsed, others)?.text).toBe(
    'pays about €25 an hour; three of four of the 8 gigs like it here pay more than €70',
  )
  expect(lowPaySignal(gig('50 EUR per hour.').parsed, others)).toBeUndefined()
  expect(lowPaySignal(gig('25 EUR per hour.').parsed, others.slice(1))).toBeUndefined()
  expect(lowPaySignal(gig('25 EUR per hour.', 'Only for people in India.').parsed, others)).toBeUndefined()
  expect(lowPaySignal(gig('Salary: 45,000 EUR per year.').parsed, others)).toBeUndefined()
})

test('every signal has words in every language of the interface, with its facts in them', () => {
  const facts = [
    copiedFrom('Tide Watch'),
    blockedWord('kasino'),
    ...clientSignals({
      reviews: 3,
      rating: 2.1,
      paid: { on_time: 0, late: 1, never: 2 },
      response: { quick: 0, slow: 0, none: 3 },
    }),
    {
      name: 'pays below the market',
      text: 'pays about €12 an hour; three of four of the 9 gigs like it here pay more than €60',
    },
    { name: 'pay far above the level', text: 'pays about €70 an hour for work that asks for little' },
  ]
  const plain = [...AGAINST, ...SPEAKS_FOR]
  const bare = [
    'no company profile',
    'company by name only',
    'company profile',
    'says little',
    'low threshold',
    'loud title',
  ]
  for (const language of ['de', 'es', 'ja', 'ar']) {
    for (const { name, text } of plain) expect(trustWords(language, { name, text }), name).not.toBe(text)
    for (const name of bare) expect(trustWords(language, { name, text: 'English' }), name).not.toBe('English')
    for (const signal of facts) {
      const said = trustWords(language, signal)
      expect(said).not.toBe(signal.text)
      expect(said).not.toMatch(/[{}]/)
      for (const number of signal.text.match(/\d+/g) ?? []) {
        if (signal.name === 'client rated low' && number === '5') continue
        expect(said, signal.name).toContain(number)
      }
    }
  }
  expect(trustWords('en', copiedFrom('Tide Watch'))).toBe(copiedFrom('Tide Watch').text)
  expect(trustWords('de', { name: 'a new one', text: 'says so' })).toBe('says so')
})
