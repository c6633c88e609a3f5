import { describe, expect, test } from 'vitest'
import { findSkills } from './find-skills.ts'
import { parseGig } from './parse-gig.ts'
import { parseHours } from './parse-hours.ts'
import { parsePay } from './parse-pay.ts'

const skillsIn = (text: string) => findSkills(text).map(({ skill }) => skill)

describe('pay', () => {
  test.each([
    ['We pay 75 to 95 EUR per hour.', { min: 75, max: 95, currency: 'EUR', period: 'hour' }],
    ['Rate: $80-$120/hr', { min: 80, max: 120, currency: 'USD', period: 'hour' }],
    ['Salary £60k–£75k', { min: 60_000, max: 75_000, currency: 'GBP', period: 'year' }],
    ['80-100k EUR per year', { min: 80_000, max: 100_000, currency: 'EUR', period: 'year' }],
    ['Gehalt: 65.000 € – 80.000 € im Jahr', { min: 65_000, max: 80_000, currency: 'EUR', period: 'year' }],
    ['Fixed price, 3,200 EUR for the project', { min: 3200, max: 3200, currency: 'EUR', period: 'project' }],
    ['up to CHF 140 per hour', { min: null, max: 140, currency: 'CHF', period: 'hour' }],
    ['Tagessatz 640 €', { min: 640, max: 640, currency: 'EUR', period: 'day' }],
    ['₹1,50,000 per month', { min: 150_000, max: 150_000, currency: 'INR', period: 'month' }],
    ['Honorar: 8 Cent pro Wort', { min: 0.08, max: 0.08, currency: 'EUR', period: 'unit' }],
    ['Salary 60-75 thousand euros', { min: 60_000, max: 75_000, currency: 'EUR', period: 'year' }],
    ['Salary: 1,150 € gross x 14', { min: 1150, max: 1150, currency: 'EUR', period: 'month' }],
    ['Stundensatz: bis 98 €', { min: null, max: 98, currency: 'EUR', period: 'hour' }],
    ['Gehalt: 3.200 € brutto', { min: 3200, max: 3200, currency: 'EUR', period: 'month' }],
    ['Jahresgehalt 60–75 T€', { min: 60_000, max: 75_000, currency: 'EUR', period: 'year' }],
    ['Salário: R$ 8.000,00 a R$ 10.000,00.', { min: 8000, max: 10_000, currency: 'BRL', period: 'month' }],
    ['Salary range: 41000-45000', { min: 41_000, max: 45_000, currency: 'USD', period: 'year' }],
    ['Total compensation of up to $250,000', { min: null, max: 250_000, currency: 'USD', period: 'year' }],
    ['$0.08 per word', { min: 0.08, max: 0.08, currency: 'USD', period: 'unit' }],
  ])('%s', (text, pay) => {
    expect(parsePay(text)?.pay).toEqual(pay)
  })

  test.each([
    'We raised $25 million and grow fast.',
    'Join a $200B industry.',
    'A $1,000 learning budget and a new laptop.',
    'Founded in 2019, 250 people, 40 countries.',
    'Our customers process €4bn a year.',
    'Compensation: 100% commission.',
  ])('is not read in: %s', (text) => {
    expect(parsePay(text)).toBeUndefined()
  })

  test.each([
    ['Sydney, Australia. $120k - $140k.', 'AUD'],
    ['Vancouver, BC. Pay $45/hour.', 'CAD'],
    ['Remote, anywhere in Canada. Pay $45/hour.', 'USD'],
    ['Remote in Australia or the US. $120k.', 'USD'],
  ])('in the dollars of its place: %s', (text, currency) => {
    expect(parseGig('Engineer', text).pay?.currency).toBe(currency)
  })

  test('is what the post offers, not the money around it', () => {
    const text = 'After raising $12M we hire. You get $90 - $110 per hour and a $2,000 sign-on bonus.'
    expect(parsePay(text)?.pay).toEqual({ min: 90, max: 110, currency: 'USD', period: 'hour' })
  })
})

describe('skills', () => {
  test.each([
    ['Go developer wanted', ['Go']],
    ['We use Python, Go and R every day', ['Python', 'Go', 'R']],
    ['Written in C; C++ helps', ['C', 'C++']],
    ['Experience with React and Node.js', ['React', 'Node.js']],
    ['K8s, Postgres, TS', ['Kubernetes', 'PostgreSQL', 'TypeScript']],
    ['C#/.NET and ASP.NET', ['C#', '.NET', 'ASP.NET']],
    ['Skills: react, docker, python', ['React', 'Docker', 'Python']],
    ['Senior Java Spring developer', ['Java', 'Spring']],
    ['Ansible Puppet Terraform', ['Ansible', 'Puppet', 'Terraform']],
    ['SkillsJava and five years of experienceReact', ['Java', 'React']],
    ['GoDaddy hosting, YouTube ads', []],
  ])('%s', (text, skills) => {
    expect(skillsIn(text)).toEqual(skills)
  })

  test.each([
    'Go to market with us and go the extra mile.',
    'We React quickly. React to change!'.replace('We React', 'We react'),
    'R&D budget, plan C, vitamin C, Series C',
    'See https://example.com/react/docker and mail go@python.example',
    'Take the rest of the day off and excel at things.',
  ])('none in: %s', (text) => {
    expect(skillsIn(text)).toEqual([])
  })
})

describe('hours', () => {
  test.each([
    ['UTC-8 to UTC-3', [-8, -3]],
    ['between GMT+1 and GMT+3', [1, 3]],
    ['CET +/- 2 hours', [-1, 3]],
    ['within 3 hours of EST', [-8, -2]],
    ['at least four hours of overlap with Berlin', [-3, 5]],
    ['US time zones only', [-8, -5]],
  ])('%s', (text, tz) => {
    expect(parseHours(text)?.tz).toEqual(tz)
  })
})

describe('the frame', () => {
  const none = { hours: null, months: null, start: null, closes: null, apply: null }
  test.each([
    ['Contract / Part-time (10–40 hrs/wk)', { hours: [10, 40] }],
    ['6-month contract outside IR35, 2 days a week in the office.', { months: [6, 6] }],
    [
      'Befristet 6 Monate, Start: ab sofort, 20 Std./Woche. Bewerbungsfrist: 15.12.2026',
      { hours: [20, 20], months: [6, 6], start: 'asap', closes: '2026-12-15' },
    ],
    [
      'Three months from January. Two days a week. Apply by 3 January: jobs@halm.example',
      { hours: [16, 16], months: [3, 3], start: '2027-01', closes: '2027-01-03', apply: 'jobs@halm.example' },
    ],
    [
      'Starting March 1, 2027. To apply, send your portfolio and one sentence on tides.',
      { start: '2027-03-01', apply: 'To apply, send your portfolio and one sentence on tides.' },
    ],
    [
      'We raised money 6 months ago. 3 months parental leave. Some tend not to apply. Apply: https://halm.example/jobs.',
      { apply: 'https://halm.example/jobs' },
    ],
    ['Probezeit sechs Monate. Für drei bis vier Monate, ab dem 1. März 2027.', { months: [3, 4], start: '2027-03-01' }],
    ['Proyecto de seis meses, a partir del 1 de marzo de 2027.', { months: [6, 6], start: '2027-03-01' }],
    ['週20時間、即日。', { hours: [20, 20], start: 'asap' }],
    ['Deadline: 31.02.2027. Starts 99 Smarch.', {}],
  ])('%s', (text, told) => {
    expect(parseGig('', text, Date.UTC(2026, 10, 26)).terms).toEqual({ ...none, ...told })
  })
})

describe('a whole gig', () => {
  const title = 'Senior ML engineer (computer vision)'
  const text = `About us
Lumen Optics builds microscopes. We raised $30M and use Kubernetes.

What you bring
- 5+ years with PyTorch and C++
- Model quantisation for phones
- Fluent English; Portuguese is a plus

Nice to have: Core ML, Swift

Freelance, about 20 hours per week, fully remote within the EU (CET ± 2 hours).
€85–100 per hour.`
  const parsed = parseGig(title, text)

  test('is read into fields', () => {
    expect(parsed).toMatchObject({
      roles: ['machine learning engineer'],
      seniority: 'senior',
      pay: { min: 85, max: 100, currency: 'EUR', period: 'hour' },
      types: ['part', 'contract'],
      mode: 'remote',
      regions: ['EU'],
      regionsHard: true,
      tz: [-1, 3],
      languages: ['en'],
    })
    expect(parsed.skills.must).toEqual(expect.arrayContaining(['PyTorch', 'C++', 'Quantization']))
    expect(parsed.skills.must).not.toContain('Kubernetes')
    expect(parsed.skills.nice.toSorted()).toEqual(['Core ML', 'Swift'])
  })

  test('with the place in the text behind every field', () => {
    const evidence = parsed.evidence.map(({ field, start, end }) => `${field}: ${text.slice(start, end)}`)
    expect(evidence).toEqual(
      expect.arrayContaining([
        'pay: €85–100',
        'must-have skill: PyTorch',
        'nice-to-have skill: Core ML',
        'place: the EU',
        'language: English',
      ]),
    )
  })

  test.each([
    ['', ''],
    ['x', 'y'.repeat(50_000)],
    ['(((', '$$$ € 1,2,3,4 - - - ( ( ( UTC+ UTC- :::: | | | |'],
    ['Привет', '日本語のテキスト。時給 3000円、フルリモート。'],
  ])('never throws, whatever it is', (title, text) => {
    expect(() => parseGig(title, text)).not.toThrow()
  })

  test.each([
    ['Acme | Senior Software Engineer, Frontend | Remote', { roles: ['frontend developer'], mode: 'remote' }],
    [
      'Acme | Senior Backend, Frontend | Prague, Onsite & Remote',
      { roles: ['backend developer', 'frontend developer'], mode: 'either' },
    ],
    ['We draw maps. You mentor junior engineers in Go and TypeScript.', { seniority: null }],
    ['Work Location: In person, Tulsa, OK 74103', { regions: ['US'], mode: 'onsite' }],
    ['Acme | Designer | Utrecht, NL', { regions: ['NL'] }],
    ['Open to US, UK, CA and AU.', { regions: ['US', 'CA', 'AU', 'GB'] }],
    ['Kubernetes. Einsatzort: Köln, 3 Tage Homeoffice pro Woche.', { mode: 'hybrid' }],
    [
      'Muss: Helm, Terraform\nKann: Vault, Istio',
      { skills: { must: ['Helm', 'Terraform'], nice: ['Vault', 'Istio'] } },
    ],
    [
      'Nice to have: Docker\nYou write Python and SQL every day.',
      { skills: { must: ['Python', 'SQL'], nice: ['Docker'] } },
    ],
    [
      'GitLab is a forge. As an engineer at GitLab you write Rust. GitLab hires.',
      { skills: { must: ['Rust'], nice: [] } },
    ],
    ['Est. time: 3 to 6 months, 30+ hrs/week. Freelancers only.', { types: ['contract'] }],
    ['Good English. Knowledge of German isn’t required.', { languages: ['en'] }],
    [
      'Acme | Engineer | Denver / Remote (US) | 70k - 90k',
      { mode: 'either', pay: { min: 70_000, max: 90_000, currency: 'USD', period: 'year' } },
    ],
    ['Acme - Budapest, Hungary - Full time (no remote)', { mode: 'onsite', regions: ['HU'], types: ['full'] }],
    ['Shopify | Data engineer | Ontario | On-site', { skills: { must: [], nice: [] } }],
    [
      'Acme | Backend Engineering Lead | 1-2x/week in office',
      { roles: ['backend developer'], mode: 'hybrid', seniority: 'lead' },
    ],
    [
      'Desenvolvedor(a) Go Sênior, CLT ou PJ\nDiferenciais:\n- Kafka',
      {
        roles: ['backend developer'],
        seniority: 'senior',
        types: ['full', 'contract'],
        skills: { must: ['Go'], nice: ['Kafka'] },
      },
    ],
    [
      'Pay: 4,00,000 INR – 4,25,000 INR annually',
      { pay: { min: 400_000, max: 425_000, currency: 'INR', period: 'year' } },
    ],
    [
      'html, css and php work. Vue.js is great! (nice to have)',
      { skills: { must: ['HTML', 'CSS', 'PHP'], nice: ['Vue.js'] } },
    ],
    ['Logo for a coffee shop', { roles: ['graphic designer'] }],
    ['Level: Senior\nPay: 14 USD per hour', { seniority: 'senior' }],
  ])('of what others say otherwise: %s', (text, fields) => {
    expect(parseGig('', text)).toMatchObject(fields)
  })

  test('takes time in proportion to the text, also for hostile text', () => {
    const hostile = [
      '1,234 - '.repeat(4000),
      'remote '.repeat(5000),
      'a'.repeat(30_000),
      'C, '.repeat(10_000),
      '€'.repeat(30_000),
    ]
    for (const text of hostile) {
      const before = performance.now()
      parseGig('engineer', text)
      expect(performance.now() - before).toBeLessThan(2_000)
    }
  })
})
