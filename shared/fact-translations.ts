/** Short words for facts of gigs, in every language of the interface; names of countries, units and languages come from Intl. */
export interface FactWords {
  mode: Record<'remote' | 'hybrid' | 'onsite' | 'either', string>
  type: Record<'full' | 'part' | 'contract' | 'intern', string>
  level: Record<'intern' | 'junior' | 'mid' | 'senior' | 'lead', string>
  /** Regions that Intl has no name for. */
  area: Record<
    | 'EUROPE'
    | 'LATAM'
    | 'AMERICAS'
    | 'NORTH_AMERICA'
    | 'AFRICA'
    | 'ASIA'
    | 'OCEANIA'
    | 'NORDICS'
    | 'MENA'
    | 'EEA'
    | 'DACH'
    | 'ANZ',
    string
  >
  project: string
  unit: string
}

export const FACT_WORDS = {
  en: {
    mode: { remote: 'Remote', hybrid: 'Hybrid', onsite: 'On site', either: 'Remote or on site' },
    type: { full: 'Full time', part: 'Part time', contract: 'Contract', intern: 'Internship' },
    level: { intern: 'Intern', junior: 'Junior', mid: 'Mid-level', senior: 'Senior', lead: 'Lead' },
    area: {
      EUROPE: 'Europe',
      LATAM: 'Latin America',
      AMERICAS: 'Americas',
      NORTH_AMERICA: 'North America',
      AFRICA: 'Africa',
      ASIA: 'Asia',
      OCEANIA: 'Oceania',
      NORDICS: 'Nordic countries',
      MENA: 'Middle East and North Africa',
      EEA: 'European Economic Area',
      DACH: 'Germany, Austria, Switzerland',
      ANZ: 'Australia and New Zealand',
    },
    project: 'project',
    unit: 'unit',
  },
  de: {
    mode: { remote: 'Remote', hybrid: 'Hybrid', onsite: 'Vor Ort', either: 'Remote oder vor Ort' },
    type: { full: 'Vollzeit', part: 'Teilzeit', contract: 'Auf Vertrag', intern: 'Praktikum' },
    level: { intern: 'Praktikum', junior: 'Junior', mid: 'Mittlere Stufe', senior: 'Senior', lead: 'Lead' },
    area: {
      EUROPE: 'Europa',
      LATAM: 'Lateinamerika',
      AMERICAS: 'Amerika',
      NORTH_AMERICA: 'Nordamerika',
      AFRICA: 'Afrika',
      ASIA: 'Asien',
      OCEANIA: 'Ozeanien',
      NORDICS: 'Nordische Länder',
      MENA: 'Naher Osten und Nordafrika',
      EEA: 'Europäischer Wirtschaftsraum',
      DACH: 'Deutschland, Österreich, Schweiz',
      ANZ: 'Australien und Neuseeland',
    },
    project: 'Projekt',
    unit: 'Stück',
  },
  es: {
    mode: { remote: 'En remoto', hybrid: 'Híbrido', onsite: 'Presencial', either: 'En remoto o presencial' },
    type: { full: 'Jornada completa', part: 'Media jornada', contract: 'Por contrato', intern: 'Prácticas' },
    level: { intern: 'Prácticas', junior: 'Júnior', mid: 'Intermedio', senior: 'Sénior', lead: 'Líder' },
    area: {
      EUROPE: 'Europa',
      LATAM: 'América Latina',
      AMERICAS: 'América',
      NORTH_AMERICA: 'América del Norte',
      AFRICA: 'África',
      ASIA: 'Asia',
      OCEANIA: 'Oceanía',
      NORDICS: 'Países nórdicos',
      MENA: 'Oriente Medio y norte de África',
      EEA: 'Espacio Económico Europeo',
      DACH: 'Alemania, Austria y Suiza',
      ANZ: 'Australia y Nueva Zelanda',
    },
    project: 'proyecto',
    unit: 'unidad',
  },
  ja: {
    mode: { remote: 'リモート', hybrid: 'ハイブリッド', onsite: '出社', either: 'リモートまたは出社' },
    type: { full: 'フルタイム', part: 'パートタイム', contract: '業務委託', intern: 'インターン' },
    level: { intern: 'インターン', junior: 'ジュニア', mid: '中堅', senior: 'シニア', lead: 'リード' },
    area: {
      EUROPE: 'ヨーロッパ',
      LATAM: 'ラテンアメリカ',
      AMERICAS: '南北アメリカ',
      NORTH_AMERICA: '北アメリカ',
      AFRICA: 'アフリカ',
      ASIA: 'アジア',
      OCEANIA: 'オセアニア',
      NORDICS: '北欧諸国',
      MENA: '中東・北アフリカ',
      EEA: '欧州経済領域',
      DACH: 'ドイツ・オーストリア・スイス',
      ANZ: 'オーストラリア・ニュージーランド',
    },
    project: 'プロジェクト',
    unit: '件',
  },
  ar: {
    mode: { remote: 'عن بُعد', hybrid: 'هجين', onsite: 'في الموقع', either: 'عن بُعد أو في الموقع' },
    type: { full: 'دوام كامل', part: 'دوام جزئي', contract: 'بعقد', intern: 'تدريب' },
    level: { intern: 'متدرب', junior: 'مبتدئ', mid: 'متوسط', senior: 'خبير', lead: 'قائد' },
    area: {
      EUROPE: 'أوروبا',
      LATAM: 'أمريكا اللاتينية',
      AMERICAS: 'الأمريكتان',
      NORTH_AMERICA: 'أمريكا الشمالية',
      AFRICA: 'أفريقيا',
      ASIA: 'آسيا',
      OCEANIA: 'أوقيانوسيا',
      NORDICS: 'دول الشمال',
      MENA: 'الشرق الأوسط وشمال أفريقيا',
      EEA: 'المنطقة الاقتصادية الأوروبية',
      DACH: 'ألمانيا والنمسا وسويسرا',
      ANZ: 'أستراليا ونيوزيلندا',
    },
    project: 'مشروع',
    unit: 'وحدة',
  },
} as const satisfies Record<string, FactWords>
