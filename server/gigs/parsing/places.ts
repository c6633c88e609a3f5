import { anyOf } from './text-map.ts'

/** Names of places in posts, as ISO 3166-1 alpha-2 codes or the names of greater regions. */

const ALPHA_2 =
  'AD AE AF AL AM AO AR AT AU AZ BA BB BD BE BG BH BJ BN BO BR BS BW BY BZ CA CH CI CL CM CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES ET FI FJ FR GB GE GH GR GT GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KR KW KZ LA LB LI LK LT LU LV LY MA MC MD ME MG MK MM MN MO MT MU MV MW MX MY MZ NA NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PT PY QA RO RS RU RW SA SD SE SG SI SK SL SN SR SV SY TH TJ TN TR TT TW TZ UA UG US UY UZ VE VN XK YE ZA ZM ZW'.split(
    ' ',
  )

const SYNONYMS: Record<string, string> = {
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  us: 'US',
  'united states of america': 'US',
  'the states': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'united kingdom': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  britain: 'GB',
  deutschland: 'DE',
  deutschlands: 'DE',
  österreich: 'AT',
  österreichs: 'AT',
  schweiz: 'CH',
  españa: 'ES',
  espanha: 'ES',
  espagne: 'ES',
  italia: 'IT',
  italie: 'IT',
  italien: 'IT',
  allemagne: 'DE',
  alemania: 'DE',
  alemanha: 'DE',
  frankreich: 'FR',
  francia: 'FR',
  suisse: 'CH',
  suiza: 'CH',
  belgique: 'BE',
  belgien: 'BE',
  'pays-bas': 'NL',
  niederlande: 'NL',
  'países bajos': 'NL',
  'royaume-uni': 'GB',
  'reino unido': 'GB',
  großbritannien: 'GB',
  polska: 'PL',
  polen: 'PL',
  'états-unis': 'US',
  'estados unidos': 'US',
  eeuu: 'US',
  'ee. uu.': 'US',
  eua: 'US',
  brésil: 'BR',
  perú: 'PE',
  'puerto rico': 'PR',
  méxico: 'MX',
  brasil: 'BR',
  türkiye: 'TR',
  turkey: 'TR',
  'czech republic': 'CZ',
  czechia: 'CZ',
  holland: 'NL',
  'the netherlands': 'NL',
  uae: 'AE',
  'south korea': 'KR',
  korea: 'KR',
  vietnam: 'VN',
  russia: 'RU',
  'hong kong': 'HK',
  taiwan: 'TW',
  'ivory coast': 'CI',
  bosnia: 'BA',
  macedonia: 'MK',
  日本: 'JP',
}

/** Cities and states by country, each list parted by bars. */
const CITIES: Record<string, string> = {
  AE: 'dubai|abu dhabi',
  AR: 'córdoba|rosario|buenos aires',
  AT: 'graz|linz|salzburg|vienna|wien',
  AU: 'new south wales|nsw|queensland|tasmania|gold coast|hobart|darwin|adelaide|canberra|sydney|melbourne|brisbane|perth',
  BD: 'dhaka',
  BE: 'bruxelles|gent|brussel|antwerpen|leuven|brussels|antwerp|ghent',
  BG: 'sofia',
  BR: 'brasília|brasilia|recife|salvador|fortaleza|campinas|goiânia|manaus|joinville|curitiba|belo horizonte|porto alegre|florianópolis|são paulo|sao paulo|rio de janeiro',
  CA: 'alberta|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|mississauga|brampton|burnaby|surrey, bc|montréal|québec|waterloo|edmonton|winnipeg|halifax|toronto|vancouver|montreal|ottawa|calgary|ontario|quebec|british columbia',
  CH: 'genève|genf|winterthur|luzern|st. gallen|zug|lausanne|bern|lugano|zurich|zürich|geneva|basel',
  CL: 'santiago',
  CN: 'guangzhou|hangzhou|shanghai|beijing|shenzhen',
  CO: 'bogotá|bogota|medellín|medellin',
  CZ: 'brno|praha|prague',
  DE: 'bayern|bavaria|nrw|nordrhein-westfalen|baden-württemberg|hessen|sachsen|niedersachsen|nuremberg|hanover|münster|freiburg|wiesbaden|mainz|augsburg|aachen|kiel|braunschweig|darmstadt|regensburg|ulm|rostock|magdeburg|erfurt|jena|bonn|dresden|bremen|essen|dortmund|karlsruhe|mannheim|potsdam|berlin|munich|münchen|hamburg|cologne|köln|frankfurt|stuttgart|düsseldorf|leipzig|heidelberg|nürnberg|hannover',
  DK: 'aarhus|copenhagen',
  EC: 'quito',
  EE: 'tallinn',
  EG: 'cairo',
  ES: 'alicante|granada|murcia|palma de mallorca|a coruña|vigo|valladolid|bilbao|sevilla|seville|málaga|malaga|zaragoza|madrid|barcelona|valencia',
  FI: 'espoo|turku|oulu|tampere|helsinki',
  FR: 'île-de-france|ile-de-france|la défense|aix-en-provence|sophia antipolis|rouen|tours|nantes|bordeaux|lille|marseille|grenoble|montpellier|rennes|strasbourg|paris|lyon|toulouse',
  GB: 'reading, uk|milton keynes|southampton|portsmouth|leicester|coventry|aberdeen|exeter|northern ireland|greater london|west midlands|yorkshire|surrey|berkshire|hertfordshire|kent|essex|sussex|liverpool|birmingham|sheffield|newcastle|nottingham|belfast|cardiff|brighton|london|manchester|edinburgh|bristol|cambridge|oxford|leeds|glasgow',
  GH: 'accra',
  GR: 'patras|thessaloniki|athens',
  HR: 'zagreb',
  HU: 'debrecen|budapest',
  ID: 'jakarta',
  IE: 'cork|galway|dublin',
  IL: 'tel aviv',
  IN: 'karnataka|maharashtra|tamil nadu|telangana|kerala|gujarat|uttar pradesh|haryana|west bengal|new delhi|gurugram|coimbatore|thiruvananthapuram|trivandrum|chandigarh|mohali|lucknow|nagpur|surat|vadodara|mysore|bhubaneswar|kolkata|ahmedabad|kochi|jaipur|indore|bangalore|bengaluru|mumbai|delhi|hyderabad|pune|chennai|gurgaon|noida',
  IT: 'torino|firenze|napoli|genova|genoa|padova|verona|venezia|venice|bari|palermo|bologna|naples|florence|milano|roma|milan|rome|turin',
  JP: 'fukuoka|nagoya|東京|大阪|tokyo|osaka|kyoto',
  KE: 'mombasa|nairobi',
  KR: 'busan|seoul',
  LK: 'colombo',
  LT: 'kaunas|vilnius',
  LV: 'riga',
  MA: 'casablanca',
  MX: 'cdmx|ciudad de méxico|ciudad de mexico|querétaro|puebla|tijuana|monterrey|mexico city|guadalajara',
  MY: 'penang|selangor|petaling jaya|kuala lumpur',
  NG: 'abuja|port harcourt|lagos',
  NL: 'den haag|haarlem|almere|tilburg|breda|nijmegen|arnhem|delft|the hague|leiden|groningen|amsterdam|rotterdam|utrecht|eindhoven',
  NO: 'trondheim|stavanger|bergen|oslo',
  NP: 'kathmandu',
  NZ: 'hamilton, nz|dunedin|christchurch|auckland|wellington',
  PE: 'lima',
  PH: 'makati|quezon city|taguig|metro manila|davao|cebu|manila',
  PK: 'islamabad|karachi|lahore',
  PL: 'łódź|lodz|szczecin|gdynia|gdansk|gdańsk|poznan|poznań|wrocław|katowice|warszawa|warsaw|krakow|kraków|wroclaw',
  PT: 'coimbra|aveiro|lisboa|braga|lisbon|porto',
  QA: 'doha',
  RO: 'bucurești|timisoara|timișoara|brasov|iași|cluj-napoca|cluj|iasi|bucharest',
  RS: 'novi sad|beograd|belgrade',
  SA: 'jeddah|riyadh',
  SE: 'uppsala|linköping|göteborg|malmö|malmo|stockholm|gothenburg',
  SG: 'singapore',
  SI: 'ljubljana',
  SK: 'bratislava',
  TH: 'bangkok',
  TN: 'tunis',
  TR: 'ankara|izmir|istanbul',
  TW: 'taipei',
  UA: 'lviv|kharkiv|odesa|dnipro|kiev|kyiv',
  UG: 'kampala',
  US: 'atlanta, georgia|savannah|alabama|alaska|arkansas|connecticut|delaware|hawaii|idaho|indiana|iowa|kansas|kentucky|louisiana|maine|mississippi|missouri|montana|nebraska|nevada|new hampshire|new mexico|north dakota|oklahoma|rhode island|south carolina|south dakota|vermont|west virginia|wyoming|washington|washington d.c.|washington state|plano|irvine|scottsdale|tempe|tucson|albuquerque|louisville|memphis|milwaukee|cincinnati|st louis|fort worth|el paso|jacksonville|fort lauderdale|richmond, va|arlington|bellevue|redmond|long beach|anaheim|fremont|honolulu|anchorage|boise|des moines|little rock|new orleans|oklahoma city|tulsa|buffalo|rochester|newark|hartford|stamford|new haven|manhattan|silicon valley|sf|redwood city|santa monica|santa barbara|san mateo|sunnyvale|cupertino|santa clara|omaha|sacramento|indianapolis|columbus|st. louis|san antonio|jersey city|pittsburgh|detroit|minneapolis|salt lake city|nashville|charlotte|raleigh|phoenix|las vegas|palo alto|mountain view|menlo park|oakland|san jose|brooklyn|baltimore|cleveland|kansas city|orlando|tampa|boulder|michigan|ohio|pennsylvania|oregon|maryland|wisconsin|tennessee|new york|nyc|san francisco|bay area|los angeles|seattle|boston|chicago|austin|denver|atlanta|miami|dallas|houston|philadelphia|san diego|portland|washington dc|washington, dc|california|texas|florida|new jersey|colorado|massachusetts|illinois|north carolina|virginia|arizona|utah|minnesota',
  UY: 'montevideo',
  VN: 'da nang|hcmc|ho chi minh city|hanoi',
  ZA: 'durban|pretoria|cape town|johannesburg',
}

const REGIONS: Record<string, string> = {
  eu: 'EU',
  'european union': 'EU',
  'the eu': 'EU',
  eea: 'EEA',
  europe: 'EUROPE',
  european: 'EUROPE',
  europa: 'EUROPE',
  emea: 'EMEA',
  dach: 'DACH',
  nordics: 'NORDICS',
  apac: 'APAC',
  'asia pacific': 'APAC',
  'asia-pacific': 'APAC',
  asia: 'ASIA',
  latam: 'LATAM',
  'latin america': 'LATAM',
  'south america': 'LATAM',
  americas: 'AMERICAS',
  'the americas': 'AMERICAS',
  'north america': 'NORTH_AMERICA',
  'northern america': 'NORTH_AMERICA',
  africa: 'AFRICA',
  'middle east': 'MENA',
  mena: 'MENA',
  oceania: 'OCEANIA',
  anz: 'ANZ',
  'eastern europe': 'EUROPE',
  'western europe': 'EUROPE',
  'central europe': 'EUROPE',
}

const split = (codes: string) => codes.split(' ')
const EU = split('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE')
const EUROPE = [...EU, ...split('GB CH NO IS LI UA RS BA ME MK AL MD BY XK AD MC')]
const MENA = split('AE SA QA KW BH OM IL JO LB EG MA TN DZ IQ IR TR LY SY YE')
const AFRICA = split('ZA NG KE GH ET TZ UG RW SN CI CM EG MA TN DZ AO MZ ZM ZW NA MU BW BJ MW MG SL SD LY')
const ASIA = split(
  'IN CN JP KR TW HK SG TH VN MY ID PH PK BD LK NP KH MM MN KZ UZ GE AM AZ IL AE SA QA KG TJ LA BN MO MV AF',
)
const OCEANIA = split('AU NZ FJ PG')
const LATAM = split('MX BR AR CO CL PE UY PY BO EC VE CR PA GT HN NI SV DO CU JM PR HT GY SR BZ TT BB BS')
const NORTH = split('US CA MX')

const MEMBERS: Record<string, readonly string[]> = {
  EU,
  EEA: [...EU, 'NO', 'IS'],
  EUROPE,
  EMEA: [...EUROPE, ...MENA, ...AFRICA],
  DACH: split('DE AT CH'),
  NORDICS: split('SE NO DK FI IS'),
  APAC: [...ASIA, ...OCEANIA],
  ASIA,
  LATAM,
  AMERICAS: [...NORTH, ...LATAM],
  NORTH_AMERICA: split('US CA'),
  AFRICA,
  MENA,
  OCEANIA,
  ANZ: split('AU NZ'),
}

const names = new Map<string, string>()
const display = new Intl.DisplayNames('en', { type: 'region' })
for (const code of ALPHA_2) names.set((display.of(code) ?? code).toLowerCase(), code)
for (const table of [SYNONYMS, REGIONS]) for (const [name, code] of Object.entries(table)) names.set(name, code)
for (const [code, cities] of Object.entries(CITIES)) for (const city of cities.split('|')) names.set(city, code)

/** Finds the name of a place; capture group 1. Whether it means where people may be is for the caller to say. */
export const PLACE = new RegExp(`(?<![\\p{L}\\p{N}])(${anyOf(names.keys())})(?![\\p{L}\\p{N}])`, 'giu')

const US_STATES =
  'AL AK AZ CA CO CT DC FL GA HI IA KS KY LA ME MD MA MI MN MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SD TN TX UT VT VA WA WV WI WY'
const PROVINCES = 'AB BC MB NB NS ON QC'
const stateCountries = new Map([
  ...split(US_STATES).map((state) => [state, 'US'] as const),
  ...split(PROVINCES).map((state) => [state, 'CA'] as const),
])

/** A town with its state: 'Tulsa, OK'. Without states that are countries too: 'Berlin, DE', 'Pune, IN', 'Utrecht, NL'. */
export const TOWN = new RegExp(
  `(?<![\\p{L}])\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+){0,2}, (?:${[...stateCountries.keys()].join('|')})(?![\\p{L}])`,
  'gu',
)

/** Names that are words when they are written small. */
const WORDS = new Set(
  'cork phoenix essen florence bern boulder charlotte orlando cleveland georgia jordan turkey chad waterloo tours mainz zug ulm kiel bari essex kent surrey arlington buffalo memphis savannah maine delaware'.split(
    ' ',
  ),
)

/** @returns 'DE', 'EU', 'LATAM' …; undefined for what is no place, such as 'us' in 'join us'. */
export function placeCode(name: string): string | undefined {
  const code = names.get(name.toLowerCase()) ?? stateCountries.get(/, (\p{Lu}{2})$/u.exec(name)?.[1] ?? '')
  // Short names count in capitals alone: 'us' and 'eu' are words.
  // So do names that are words: 'nice', 'cork', 'phoenix'.
  if (WORDS.has(name)) return undefined
  return code !== undefined && name.length <= 3 && name !== name.toUpperCase() ? undefined : code
}

const towns = new Set(Object.values(CITIES).flatMap((cities) => cities.split('|')))

/** Whether a text names a town or a state of one country: a place with an office, not one to be remote in. */
export function namesTown(text: string): boolean {
  return [...text.matchAll(PLACE)].some(({ 0: name }) => towns.has(name.toLowerCase()) && placeCode(name) !== undefined)
}

const countries = new Set(ALPHA_2)

export function isCountry(code: string): boolean {
  return countries.has(code)
}

/** Whether somebody in a country is inside of a place: the country itself, or a region that it belongs to. */
export function isWithin(country: string, place: string): boolean {
  return country === place || (MEMBERS[place]?.includes(country) ?? false)
}

/** In words, for people: 'Germany', 'the EU', 'Latin America'. */
export function placeName(code: string): string {
  return REGION_WORDS[code] ?? display.of(code) ?? code
}

const REGION_WORDS: Record<string, string> = {
  EU: 'the EU',
  EEA: 'the EEA',
  EUROPE: 'Europe',
  EMEA: 'EMEA',
  DACH: 'Germany, Austria or Switzerland',
  NORDICS: 'the Nordics',
  APAC: 'Asia-Pacific',
  ASIA: 'Asia',
  LATAM: 'Latin America',
  AMERICAS: 'the Americas',
  NORTH_AMERICA: 'North America',
  AFRICA: 'Africa',
  MENA: 'the Middle East',
  OCEANIA: 'Oceania',
  ANZ: 'Australia or New Zealand',
  US: 'the United States',
  GB: 'the United Kingdom',
  NL: 'the Netherlands',
}
