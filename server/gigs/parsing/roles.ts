/** What people are asked to be. Roles of one family are near to each other. */
export interface Role {
  name: string
  family: string
  pattern: RegExp
}

const WORK = String.raw`(?:developers?|engineers?|(?:engineering )?(?:tech(?:nical)? |team )?lead(?! gen)|programmers?|devs?|coders?|(?:software)?entwickler(?:[:*_]?in)?(?:nen)?|specialists?|consultants?|experts?|freelancers?|contractors?|ingenieur(?:in)?)`
/** 'Desarrollador full stack', 'Développeur PHP': the trade stands first. */
const WORK_FIRST = String.raw`(?:desarrollador|programador|développeu(?:r|se)|ingenier[oa]|ingénieur|sviluppatore|desenvolvedor)(?:a|e|es|s)?(?:[/·(*:]-?(?:a|as|e|se|trice)\)?)?(?: web)?`
/** `kana`: how Japanese posts call it; their words have no spaces that would bound them. */
const one = (name: string, family: string, source: string, kana?: string): Role => ({
  name,
  family,
  pattern: new RegExp(`\\b(?:${source})(?![\\p{L}])${kana === undefined ? '' : `|${kana}`}`, 'iu'),
})
const worker = (name: string, family: string, source: string, kana?: string) =>
  one(
    name,
    family,
    `(?:${source})[ /-]+(?:[\\w.+#/&-]+ ){0,2}?${WORK}|${WORK_FIRST}[ /-]+(?:[\\w.+#/&-]+ ){0,2}?(?:${source})`,
    kana,
  )

/** The special before the general: the first that fits a title names it. */
export const ROLES: readonly Role[] = [
  one(
    'engineering manager',
    'management',
    String.raw`engineering (?:team )?managers?|engineering team leads?(?:/managers?)?|head of engineering|vp,? (?:of )?engineering|cto|tech(?:nical)? director|development manager`,
  ),
  one(
    'solutions engineer',
    'sales',
    String.raw`(?:solutions?|(?:pre-?)?sales|field) engineers?|solutions? consultants?|pre-?sales (?:consultants?|specialists?)`,
  ),
  one('product designer', 'design', String.raw`product designers?`),
  one('ux researcher', 'design', String.raw`(?:ux|user|design) researchers?`),
  one(
    'ux/ui designer',
    'design',
    String.raw`(?:ui|ux|webflow|framer|wordpress|shopify|landing page|mobile|ux ?[/&] ?ui|ui ?[/&] ?ux|user experience|user interface|interaction|web|app|website|figma)[ /-]+designers?|(?:ux|ui)(?:[/-](?:ux|ui))?[ -]?designer(?:[:*_]?in)?|diseñador(?:\/?a|es)? (?:ux|ui)`,
  ),
  one('motion designer', 'video', String.raw`motion (?:graphics? )?(?:designers?|artists?)|animators?`),
  one(
    'graphic designer',
    'design',
    String.raw`(?:graphic|brand|visual|logo|packaging|presentation|print|marketing) designers?|logo (?:designers?|design)|grafik(?:er|designer)(?:[:*_]?in)?|graphistes?|diseñador(?:a)? gráfic[oa]`,
  ),
  one('game designer', 'games', String.raw`(?:game|level) designers?`),
  one(
    'illustrator',
    'design',
    String.raw`illustrators?|concept artists?|illustrat(?:eur|rice)|ilustrador(?:a)?|illustrator(?:in)?`,
  ),
  one(
    '3d artist',
    'design',
    String.raw`(?:3d|blender|maya|cinema 4d|houdini) (?:artists?|modell?ers?|designers?|generalists?)`,
  ),
  worker(
    'machine learning engineer',
    'ml',
    String.raw`machine[ -]learning|ml|ai|ai/ml|ml/ai|deep learning|computer vision|vision|nlp|llm|gen(?:erative )?ai|pytorch|tensorflow|mlops|applied ai|core ml|edge (?:ai|ml)|prompt`,
    '(?:機械学習|AI)エンジニア',
  ),
  one(
    'research scientist',
    'ml',
    String.raw`founding researchers?|research (?:scientists?|engineers?)|applied scientists?|ai researchers?|ml researchers?|(?:machine learning|ai) scientists?`,
  ),
  one(
    'data scientist',
    'data',
    String.raw`data scien(?:tists?|ce)(?! team)|decision scientists?|statisticians?`,
    'データサイエンティスト',
  ),
  one(
    'data engineer',
    'data',
    String.raw`(?:director|head|vp|manager) of (?:data(?! science)(?: engineering| platform)?|analytics engineering)(?! entry)|data (?:platform |warehouse |pipeline )?engineers?|etl developers?|(?:analytics|big data|dbt|databricks|snowflake|spark) engineers?|database (?:engineers?|developers?|administrators?)|dbas?|sql developers?`,
    'データエンジニア',
  ),
  one(
    'data analyst',
    'data',
    String.raw`(?:data|bi|business intelligence|product|marketing|web|reporting|insights?) analysts?|datenanalyst(?:[:*_]?in)?|analistas? de datos|data analystes?|analytics (?:specialists?|consultants?|managers?)|(?:power bi|tableau|looker|bi) developers?`,
  ),
  one(
    'data annotator',
    'operations',
    String.raw`(?:data|image|ai|content) (?:annotators?|label(?:l?ers?|l?ing)|annotation|raters?|trainers?)|search evaluators?`,
  ),
  worker(
    'devops engineer',
    'infrastructure',
    String.raw`devops|dev ops|site reliability|sre|platform|infrastructure|cloud|aws|azure|gcp|kubernetes|terraform|systems?(?! software)|reliability|build|release`,
  ),
  one(
    'devops engineer',
    'infrastructure',
    String.raw`devops|sres?|(?:system|linux|network|cloud) admin(?:istrator)?s?|sysadmins?|systemadministrator(?:in)?`,
    'インフラエンジニア',
  ),
  one(
    'solutions architect',
    'infrastructure',
    String.raw`(?:solutions?|software|cloud|enterprise|technical|data|system|security) architects?`,
  ),
  one('network engineer', 'infrastructure', String.raw`network (?:engineers?|architects?|technicians?)`),
  worker(
    'security engineer',
    'security',
    String.raw`security|cyber ?security|appsec|infosec|application security|information security|detection`,
  ),
  one(
    'security engineer',
    'security',
    String.raw`pen(?:etration)?[- ]?testers?|security (?:analysts?|researchers?|auditors?)|ethical hackers?|ciso`,
  ),
  worker(
    'embedded engineer',
    'embedded',
    String.raw`embedded|firmware|fpga|hardware|iot|robotics|ros|rtos|electrical|electronics|pcb|vhdl`,
  ),
  worker('game developer', 'games', String.raw`game|games|gameplay|unity|unity3d|unreal|unreal engine|godot|roblox`),
  worker(
    'blockchain developer',
    'blockchain',
    String.raw`blockchain|smart contracts?|web3|solidity|ethereum|defi|solana|rust blockchain`,
  ),
  worker(
    'mobile developer',
    'mobile',
    String.raw`mobile|mobile app|ios|android|swift|swiftui|kotlin|flutter|react[ -]native|xamarin|app`,
    '(?:iOS|Android|モバイル|アプリ)エンジニア',
  ),
  worker(
    'full-stack developer',
    'web',
    String.raw`full[ -]?stack|mern|mean|t3|ruby on rails|rails|laravel|django|next\.?js`,
  ),
  worker(
    'frontend developer',
    'web',
    String.raw`front[ -]?end|react|react\.?js|vue|vue\.?js|angular|svelte|javascript|ui|css|html`,
    'フロントエンド',
  ),
  worker(
    'backend developer',
    'web',
    String.raw`back[ -]?end|server[ -]side|api|node|node\.?js|python|django|fastapi|golang|go|java|spring|spring boot|ruby|php|symfony|c#|scala|elixir|rust|graphql|(?:asp)?\.?net`,
    'バックエンド|サーバーサイド',
  ),
  worker('cms developer', 'web', String.raw`wordpress|shopify|woocommerce|magento|drupal|webflow|wix|squarespace`),
  worker('web developer', 'web', String.raw`web|website|web app|webflow`),
  worker('qa engineer', 'quality', String.raw`qa|quality assurance|test|test automation|automation test|sdet|quality`),
  one(
    'qa engineer',
    'quality',
    String.raw`(?:qa|software|manual|automation|game) testers?|sdets?|qa (?:leads?|analysts?|managers?)|quality assurance`,
  ),
  worker(
    'salesforce developer',
    'business-software',
    String.raw`salesforce|sap|servicenow|dynamics|netsuite|odoo|erp|crm|power platform|sharepoint|hubspot|abap`,
  ),
  worker(
    'automation specialist',
    'business-software',
    String.raw`automation|zapier|n8n|make\.com|no[- ]?code|low[- ]?code|rpa|web scraping|scraping`,
  ),
  one(
    'software engineer',
    'web',
    String.raw`members? of (?:the )?technical staff|(?:software|product|founding|forward[- ]deployed|application|r&d|full[ -]?time|c\+\+|c|typescript|staff|principal|lead|senior|sr\.?|junior)[ /-]+(?:[\w.+#/&-]+ ){0,2}?(?:developers?(?! (?:tools|experience|relations|platform|productivity|portal))|engineers?|programmers?|devs?|coders?)`,
  ),
  one(
    'technical writer',
    'writing',
    String.raw`technical (?:writers?|authors?)|documentation (?:writers?|specialists?|engineers?)`,
  ),
  one(
    'copywriter',
    'writing',
    String.raw`copy ?writers?|ux writers?|content designers?|(?:werbe)?texter(?:[:*_]?in)?|redactor(?:a|es)? publicitari[oa]|concepteur[- ]rédacteur`,
  ),
  one(
    'writer',
    'writing',
    String.raw`(?:content |article |blog |ghost ?|seo |creative |script |grant |medical |news )?writers?|authors?|journalists?|editors? in chief|bloggers?|content creators?|redakteur(?:[:*_]?in)?|rédact(?:eur|rice)s?|redactor(?:a|es)?`,
  ),
  one(
    'video editor',
    'video',
    String.raw`video (?:editors?|producers?|creators?)|videographers?|film ?makers?|post[- ]production`,
  ),
  one(
    'translator',
    'language',
    String.raw`translators?|interpreters?|locali[sz]ation (?:specialists?|managers?)|übersetzer(?:[:*_]?in)?|traductor(?:a|es)?|traduct(?:eur|rice)s?|tradutor(?:a)?|traduttor[ei]|linguists?|subtitlers?`,
    '翻訳(?:者|家)?',
  ),
  one('transcriptionist', 'language', String.raw`transcri(?:ptionists?|bers?)|captioners?`),
  one(
    'voice actor',
    'video',
    String.raw`voice[ -]?(?:over )?(?:actors?|artists?|talents?)|voice[- ]?overs?|narrators?`,
  ),
  one(
    'audio engineer',
    'video',
    String.raw`(?:audio|sound) (?:engineers?|editors?|designers?)|podcast (?:editors?|producers?)|composers?|music producers?`,
  ),
  one(
    'editor',
    'writing',
    String.raw`(?:copy |line )?editors?|proof ?readers?|lektor(?:[:*_]?in)?|korrektor(?:[:*_]?in)?`,
  ),
  one(
    'photographer',
    'video',
    String.raw`photographers?|photo (?:editors?|retouchers?)|retouchers?|fotograf(?:[:*_]?in)?|photographes?|fotógraf[oa]`,
  ),
  one(
    'product manager',
    'management',
    String.raw`product (?:managers?|owners?|leads?)|head of product|(?:vp|director),? (?:of )?product`,
  ),
  one('scrum master', 'management', String.raw`scrum masters?|agile coach(?:es)?`),
  one(
    'project manager',
    'management',
    String.raw`(?:technical |it |digital |construction )?(?:project|program(?:me)?|delivery|implementation) (?:managers?|coordinators?|leads?|directors?)|projektleiter(?:[:*_]?in)?|projektmanager(?:[:*_]?in)?|jefe de proyectos?|chef(?:fe)? de projet|producers?`,
  ),
  one('business analyst', 'management', String.raw`business (?:systems? )?analysts?|requirements engineers?`),
  one(
    'seo specialist',
    'marketing',
    String.raw`seo (?:specialists?|experts?|managers?|consultants?|analysts?|strategists?)|link builders?`,
  ),
  one(
    'social media manager',
    'marketing',
    String.raw`social media (?:managers?|specialists?|coordinators?|strategists?|assistants?)|influencer (?:marketing )?managers?|tiktok`,
  ),
  one(
    'paid media specialist',
    'marketing',
    String.raw`(?:google|facebook|meta|ppc|paid|paid media|performance|sem|ads?|amazon ppc|media)[ -]+(?:ads? )?(?:social )?(?:marketing )?(?:specialists?|experts?|managers?|buyers?|strategists?|marketers?)`,
  ),
  one(
    'email marketer',
    'marketing',
    String.raw`e-?mail (?:marketing )?(?:specialists?|managers?|marketers?|experts?)|klaviyo`,
  ),
  one(
    'marketer',
    'marketing',
    String.raw`(?:\w+ )?(?:marketers?|marketing (?:\w+ )?(?:managers?|specialists?|assistants?|consultants?|leads?|directors?|strategists?|coordinators?|analysts?|associates?|experts?))|head of (?:marketing|growth)|growth (?:hackers?|managers?|leads?)|cmo|brand managers?|content strategists?|pr (?:managers?|specialists?|coordinators?)|(?:\w+ )?communications (?:managers?|specialists?|directors?|leads?)|(?:vp|director|head)\b[^|]{0,45}\bcommunications`,
  ),
  one(
    'community manager',
    'marketing',
    String.raw`community (?:managers?|leads?|builders?|moderators?)|discord moderators?`,
  ),
  one(
    'developer advocate',
    'marketing',
    String.raw`developer (?:advocates?|evangelists?|relations(?: \w+)?)|devrel(?: \w+)?`,
  ),
  one(
    'account executive',
    'sales',
    String.raw`account (?:executives?|managers?|directors?)|key account managers?|partnerships? (?:managers?|leads?)`,
  ),
  one(
    'sales representative',
    'sales',
    String.raw`(?:sales|business) (?:\w+ )?(?:representatives?|reps?|managers?|development|executives?|directors?|consultants?|closers?|agents?|associates?|specialists?|contractors?|advisors?)|sdrs?|bdrs?|closers?|lead generat(?:ors?|ion)|appointment setters?|cold callers?|telemarketers?|vertriebler|vertriebsmitarbeiter(?:[:*_]?in)?|head of sales`,
  ),
  one(
    'customer success manager',
    'support',
    String.raw`customer success(?: \w+)?|onboarding (?:specialists?|managers?)`,
  ),
  one(
    'support specialist',
    'support',
    String.raw`(?:customer|technical|product|it|client|help ?desk|tech|user) (?:support|service|care|experience)(?: \w+)?|support (?:engineers?|specialists?|agents?|representatives?)|help ?desk|chat agents?`,
  ),
  one(
    'virtual assistant',
    'operations',
    String.raw`(?:virtual|executive|personal|administrative|admin|office|ai) assistants?|office managers?|administrators?|administrative \w+`,
  ),
  one(
    'data entry clerk',
    'operations',
    String.raw`data entry(?: \w+)?|typists?|web researchers?|internet researchers?`,
  ),
  one(
    'operations manager',
    'operations',
    String.raw`(?:business |revenue |people )?operations (?:managers?|specialists?|associates?|leads?|analysts?|coordinators?)|chief of staff|coo|(?:logistics|supply chain|procurement) (?:managers?|coordinators?|specialists?|analysts?|planners?|associates?|assistants?|leads?|directors?|buyers?)`,
  ),
  one(
    'recruiter',
    'people',
    String.raw`(?:technical |it )?recruiters?|talent (?:acquisition|partners?|sourcers?)(?: \w+)?|sourcers?|headhunters?`,
  ),
  one(
    'hr manager',
    'people',
    String.raw`(?:hr|human resources|people) (?:managers?|partners?|generalists?|specialists?|business partners?|coordinators?)`,
  ),
  one(
    'accountant',
    'finance',
    String.raw`(?:staff |senior )?accountants?|controllers?|tax (?:\w+ )?(?:specialists?|preparers?|consultants?|managers?)|auditors?|cpas?|accounting \w+`,
  ),
  one(
    'bookkeeper',
    'finance',
    String.raw`book ?keepers?|payroll \w+|(?:finanz|bilanz|lohn)?buchhalter(?:[:*_]?in)?|comptables?|contables?`,
  ),
  one(
    'financial analyst',
    'finance',
    String.raw`(?:financial|finance|credit|risk|investment|quantitative|actuarial) (?:analysts?|managers?|advisors?|modell?ers?)|cfo|quants?|actuar(?:y|ies)|underwriters?`,
  ),
  one(
    'legal counsel',
    'legal',
    String.raw`lawyers?|attorneys?|(?:legal|general) counsels?|paralegals?|legal \w+|contract managers?|compliance \w+`,
  ),
  one(
    'teacher',
    'education',
    String.raw`teachers?|tutors?|instructors?|(?:maths?|english|language|coding) (?:coach(?:es)?|tutors?)|lecturers?|professors?|trainers?|instructional designers?|curriculum \w+|course creators?`,
  ),
  one(
    'nurse',
    'health',
    String.raw`(?:\w+ )?nurses?|physicians?|therapists?|doctors?|psychologists?|pharmacists?|medical (?:assistants?|coders?|billers?|directors?|scribes?|officers?|reviewers?|doctors?)|clinical (?:\w+ )?(?:nurses?|specialists?|psychologists?|managers?|coordinators?|reviewers?|pharmacists?|directors?|consultants?)|dietitians?|veterinarians?`,
  ),
  one(
    'engineer (other)',
    'engineering',
    String.raw`(?:mechanical|civil|structural|chemical|process|manufacturing|industrial|aerospace|automotive|electrical|optical|thermal|materials?|mechatronics?|biomedical|hvac|environmental|petroleum|nuclear) engineers?|cad (?:designers?|drafters?|technicians?)|architects?|interior designers?`,
  ),
  one('researcher', 'research', String.raw`(?:market )?researchers?|research (?:assistants?|associates?|analysts?)`),
  one('consultant', 'management', String.raw`(?:management|strategy|business|it) consultants?|advisors?`),
  one(
    'software engineer',
    'web',
    String.raw`devs?|developers?(?! (?:tools|experience|relations|platform|productivity|portal))|programmers?|(?:tech(?:nical)?|engineering) leads?|swe|software engineer(?:s|ing)?|(?:software)?entwickler(?:[:*_]?in)?|engineers?|` +
      WORK_FIRST,
    'エンジニア',
  ),
  one('designer', 'design', String.raw`designers?|art directors?|creative directors?|diseñador(?:a|es)?`, 'デザイナー'),
]

/** @returns the vocabulary's name of a role that somebody wrote, or their own words in lower case. */
export function canonicalRole(text: string): string {
  const plain = text.trim().toLowerCase()
  return ROLES.some(({ name }) => name === plain)
    ? plain
    : (ROLES.find(({ pattern }) => pattern.test(text))?.name ?? plain)
}
