export interface TrustPattern {
  name: string
  weight: number
  text: string
  pattern: RegExp
}

/** One pattern of several. `flags`: of the whole. */
function oneOf(flags: string, patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), flags)
}

/**
 * The signals that the literature on fake job ads names (EMSCAD and after: money before work, pay far above the level,
 * contact by messenger only, private mail addresses, cheques for equipment, requests for documents and codes), each as one
 * pattern that an honest post hardly ever has. No single soft signal flags a post.
 */
export const AGAINST: readonly TrustPattern[] = [
  {
    name: 'money before work',
    weight: 4.4,
    text: 'asks for money before any work',
    pattern: oneOf('iu', [
      /\b(?:pay|send|deposit|transfer|purchase|buy)\b[^.\n]{0,50}\b(?:registration|training|processing|application|starter|onboarding|activation|background[- ]check|security)\b[^.\n]{0,15}\b(?:fee|fees|deposit|kit|package)\b/u,
      /\b(?:registration|activation|application|processing|training) fee (?:of|is|required)/u,
      /\bfee (?:is|will be) (?:fully )?refund(?:ed|able)/u,
      /\binitial (?:deposit|investment|top[- ]?up) (?:of|is|required)/u,
      /\brefundable (?:deposit|security fee)/u,
      /\bdeposit (?:[$€£]\s?)?\d[\d,.]*\s?(?:usdt|usdc|usd|eur|btc|eth|dollars|euros)\b/u,
      /\byou pay\b[^.\n]{0,40}\bfee\b/u,
      /\b(?:visa|documentation|immigration|work permit|paperwork|certificate|badge|starter kit|enrol?lment|membership) fee (?:of|is|must)/u,
      /\bfee\b[^.\n]{0,40}\b(?:you pay|paid|pay(?:able)?) (?:in advance|upfront|to our)/u,
      /\b(?:minimum|first|small) deposit (?:of|is)/u,
      /\b(?:buy|purchase|order)\b[^.\n]{0,20}\b(?:our|the|your) (?:\w+ ){0,2}(?:starter|training|welcome) (?:kit|pack\w*|course)/u,
      /\bsend [$€£]\s?\d[\d,.]*[^.\n]{0,30}\b(?:kit|package|materials|brochure)\b/u,
      /\b(?:frais (?:de dossier|d['’]inscription)|taxa de (?:cadastro|inscrição|matrícula)|(?:tasa|cuota|pago) de (?:inscripción|registro)|gastos de gestión|anmeldegebühr|bearbeitungsgebühr|kaution vorab)(?!\p{L})/u,
      /\b(?:registration|portfolio|processing|admin\w*|application|service|agency|immigration)(?: and \w+)? (?:fees?|charges?)(?: of|:|,? only)? (?:[$€£]\s?)?\d/u,
      /\bmust (?:buy|pay|purchase)\b[^.\n]{0,30}\b(?:id card|badge|kit|fee|charges?|access)\b/u,
      /\bcharges? (?:of )?(?:[$€£]\s?)?\d[\d,.]* ?(?:usd|eur|gbp)\b/u,
      /[$€£]\s?\d[\d,.]*[^.\n]{0,24}\brefundable/u,
      /\b(?:start|join) (?:for|with) (?:only|just) [$€£]?\d/u,
      /\b(?:pay|paga|pague|payez|zahl\w*)\b[^.\n]{0,30}\d[^.\n]{0,25}\b(?:deposit|fee|membership|membres[íi]a|frais|taxa|gebühr|kaution)/u,
      /\b(?:pay|paga|pague|payez|zahl\w*)\b[^.\n]{0,25}\b(?:fee|membership|membres[íi]a|taxa|gebühr|kaution)\b[^.\n]{0,12}\d/u,
      /\b(?:fee|deposit|membership)\b[^.\n]{0,20}\d[^.\n]{0,25}\b(?:refunded|back|to our agent)/u,
      /\brecharge your account/u,
      /\btop ?up your account/u,
    ]),
  },
  {
    name: 'cheque for equipment',
    weight: 4.2,
    text: 'sends a cheque with which equipment is to be bought',
    pattern: oneOf('iu', [
      /\b(?:che(?:ck|que)|money order)\b[^.\n]{0,90}\b(?:equipment|laptop|supplies|software|office|vendor)\b/u,
      /\b(?:equipment|laptop|supplies)\b[^.\n]{0,60}\b(?:by|via|with) (?:a |the )?(?:certified |cashier'?s? |mailed )?che(?:ck|que)\b/u,
      /\b(?:cash|deposit) (?:the|your|a) (?:certified |cashier'?s? )?che(?:ck|que)/u,
      /\b(?:cashier'?s?|certified) che(?:ck|que)\b/u,
      /\bscheck\b[^.\n]{0,60}\b(?:vorab|zugeschickt|einlös\w*|davon)\b/u,
    ]),
  },
  {
    name: 'moves other people’s money',
    weight: 3.9,
    text: 'has payments or parcels go through private accounts or addresses',
    pattern: oneOf('iu', [
      /\b(?:receive|process|forward|transfer|withdraw)\b[^.\n]{0,50}\b(?:payments?|funds|money|transfers?|parcels?|packages)\b[^.\n]{0,60}\b(?:your|personal|own) (?:bank )?(?:account|home|address)/u,
      /\byour (?:personal )?(?:bank|paypal|venmo|cash ?app|zelle) account\b[^.\n]{0,40}\b(?:receive|transfer|process)/u,
      /\b(?:reship|re-ship|package forward|parcel forward)\w*/u,
      /\bpayment (?:processing )?agent\b/u,
      /\bmystery shopp\w+/u,
      /\bsecret shopp\w+/u,
      /\b(?:receive|inspect|accept|relabel)\b[^.\n]{0,40}\b(?:parcels?|packages|boxes)\b[^.\n]{0,60}\b(?:at home|from home|prepaid|forward|ship)/u,
      /\bpakete?\b[^.\n]{0,60}\b(?:weiter(?:leiten|schicken|versenden|senden)|umetikettieren|umpacken)/u,
      /\b(?:zahlungen|gelder)\b[^.\n]{0,60}\b(?:konto|weiter\w*)/u,
      /\bfinanzagent\w*/u,
      /\b(?:packages?|parcels?)\b[^.\n]{0,20}\b(?:delivered|sent|shipped) to your (?:house|home|address)/u,
      /\b(?:process|receive|accept)\b[^.\n]{0,30}\btransfers?\b[^.\n]{0,40}\b(?:distribut\w+|forward\w*|send)\b/u,
      /\b\d{1,2} ?% (?:of|from) (?:each|every) (?:transfer|payment|transaction)/u,
      /\b(?:deduct|keep|retain)\b[^.\n]{0,12}\b\d{1,2} ?%[^.\n]{0,40}\b(?:send|forward|commission|transfer)/u,
      /\b(?:your|own|personal|private) (?:bank )?account\b[^.\n]{0,80}\b(?:you|and|then) (?:transfer|send|forward|wire)/u,
      /\b(?:parcels?|packages?)\b[^.\n]{0,40}\bto your (?:address|home|house|door)/u,
      /\b(?:paquetes?|colis|pacotes|encomendas)(?!\p{L})[^.\n]{0,40}(?:\ben (?:tu|su) (?:casa|domicilio)|à (?:votre|ton) (?:domicile|adresse)|em (?:sua )?casa)/u,
      /\b(?:tu|su|votre|ton|sua) (?:cuenta|compte|conta)(?!\p{L})[^.\n]{0,60}\b(?:reenv|transf|renvo|vir(?:er|ez)|repass|envi)/u,
      /\b(?:money|payments?|funds)\b[^.\n]{0,40}\b(?:on|to|into|in) your (?:\w+ )?account\b[^.\n]{0,60}\b(?:withdraw|transfer|hand|forward|pass)/u,
      /\b(?:accept|receive|get) (?:boxes|parcels|packages|mail) at your\b/u,
    ]),
  },
  {
    name: 'documents or codes',
    weight: 3,
    text: 'asks for identity documents, bank details or codes up front',
    pattern: oneOf('iu', [
      /\b(?:send|provide|submit|share|e-?mail|upload|reply with)\b[^.\n]{0,60}\b(?:social security|ssn|passport (?:copy|number|scan)|copy of (?:your )?(?:id|passport|driver)|bank (?:account )?(?:details|number|information|login)|credit card|verification code|otp|id card|full name, address|routing number)\b/u,
      /\b(?:copy|photo|scan|picture) of (?:your|the) (?:passport|id(?:entity)? card|driver)/u,
      /\bselfie (?:holding|with)\b/u,
      /\bausweiskopie\b/u,
      /\bzugangsdaten\b[^.\n]{0,30}\b(?:schick\w*|send\w*|mit)/u,
      /\bschick\w*\b[^.\n]{0,30}\bzugangsdaten\b/u,
      /\b(?:social security number|ssn|date of birth|bank details)\b[^.\n]{0,80}\b(?:before (?:the|your) interview|for onboarding|to get started|to apply)/u,
      /\blog ?in with your (?:\w+ )?(?:and )?password/u,
      /\byour e-?mail and password\b/u,
      /\b(?:receive|send|forward|share)\b[^.\n]{0,25}\b(?:sms|verification|otp) codes?\b/u,
      /\bname\b[^.\n]{0,40}\baddress\b[^.\n]{0,30}\b(?:age|photo|phone)\b/u,
      /\b(?:enter|use|give|send) (?:us )?your (?:\w+ )?(?:login|password|credentials)\b/u,
      /\b(?:bank name|picture of your)\b[^.\n]{0,60}\b(?:license|licence|passport|id)\b/u,
    ]),
  },
  {
    name: 'wants part of it back',
    weight: 3,
    text: 'pays too much and has the rest sent on',
    pattern: oneOf('iu', [
      /\b(?:send|forward|transfer|wire) (?:us |me )?the (?:rest|remainder|balance|excess) (?:to|by|via|back)\b/u,
      /\bkeep (?:your (?:part|share|cut)|[$€£]\s?\d+)/u,
    ]),
  },
  {
    name: 'borrowed account',
    weight: 4.2,
    text: 'wants to work, or be paid, under the account of somebody else',
    pattern: oneOf('iu', [
      /\b(?:rent|lend|borrow|buy|use|using|access to)\b[^.\n]{0,20}\b(?:your|their|an?)\b[^.\n]{0,20}\b(?:upwork|fiverr|freelancer|linkedin|toptal|verified|paypal|payoneer|bank) accounts?\b/u,
      /\b(?:rent|lease|buy)\b[^.\n]{0,20}\b(?:upwork|fiverr|freelancer|linkedin|toptal|payoneer) (?:accounts?|profiles?)/u,
      /\baccounts?\b[^.\n]{0,80}\b(?:anydesk|teamviewer)\b/u,
      /\b(?:lend|share|borrow|hand over)\b[^.\n]{0,25}\b(?:his|her|their|your)\b[^.\n]{0,12}\b(?:profile|account|identity)\b/u,
      /\b(?:shares?|lends?|rents?) (?:his|her|their|your) (?:\w+ )?(?:account|profile)s?\b/u,
    ]),
  },
  {
    name: 'runs its code, opens a wallet',
    weight: 4,
    text: 'has strangers connect a wallet, or run its code before anybody has spoken to them',
    pattern: oneOf('iu', [
      /\bconnect (?:your|a) (?:metamask |crypto |own |real )?wallet\b/u,
      /\b(?:clone|download)\b[^.\n]{0,60}\b(?:npm (?:i|install|start)|run (?:it|the app))\b[^.\n]{0,60}\b(?:before|prior to) (?:the|our|any) (?:interview|call)\b/u,
      /\b(?:clone|download)\b[^\n]{0,90}\b(?:run|install|launch|test) (?:it|the|our)\b[^\n]{0,110}\b(?:(?:with|connect) your wallet|schedule (?:the|your|an) interview|before (?:the|our|any) (?:interview|call))/u,
      /\b(?:clone|download|install)\b[^.\n]{0,90}\b(?:run|start|launch)\b[^.\n]{0,40}\b(?:metamask|your (?:own )?wallet)\b/u,
      /\bnpm (?:i|install)\b[^\n]{0,120}\bconnect (?:your |a )?wallet/u,
      /\binstall (?:the|our|this) (?:exe|apk)\b/u,
    ]),
  },
  {
    name: 'opens bank accounts',
    weight: 3.9,
    text: 'has people open bank accounts in their own name',
    pattern: oneOf('iu', [
      /\beröffn\w*\b[^.\n]{0,30}\b(?:bank|giro)?konto/u,
      /\b(?:bank|giro)?konto\b[^.\n]{0,30}\bvideo-?ident/u,
      /\bopen (?:an?|new|several) (?:bank|crypto|trading) accounts? (?:in your|for (?:us|our))/u,
      /\b(?:test\w*|prüf\w*)\b[^.\n]{0,60}\b(?:bank|konto|fintech)\w*\b[^\n]{0,140}\bvideo-?ident/u,
      /\bvideo-?ident\b[^\n]{0,140}\b(?:heimarbeit|nebenjob|produkttest\w*)/u,
      /\btestkonto\b/u,
      /\b(?:post|video)-?ident\b[^\n]{0,80}\bkonto/u,
      /\blegitimier\w*\b[^\n]{0,80}\bkonto/u,
    ]),
  },
  {
    name: 'messenger only',
    weight: 1.9,
    text: 'is to be contacted by a messenger',
    pattern: oneOf('iu', [
      /\b(?:contact|text|message|reach|add|write|dm|interview|apply|chat|send)\b[^.\n]{0,60}\b(?:telegram|whats ?app|signal app|we ?chat|hangouts?|kik|viber|text message|google chat|wire app|imo)\b/u,
      /\b(?:on|via|over) signal\b/u,
      /\b(?:schreib\w*|meld\w*|kontakt\w*|bewerb\w*)\b[^.\n]{0,40}\b(?:telegram|whats ?app)\b/u,
      /\b(?:telegram|whats ?app)\s*(?::|@|\+\d|number)/u,
      /\bt\.me\/\w+/u,
      /\b(?:escr[íi]b\w*|contáct\w*|contacta\w*|contacte[zr]?|écrivez|chame|fale|mande|chamar)\b[^.\n]{0,40}\b(?:telegram|whats ?app)\b/u,
      /\b(?:telegram|whats ?app) only\b/u,
      /\bsolo (?:por )?whats ?app\b/u,
    ]),
  },
  {
    name: 'private mail address',
    weight: 1.3,
    text: 'is answered to a private mail address',
    pattern:
      /\b[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|aol|proton(?:mail)?|mail|gmx|yandex|icloud|live|msn|ymail)\.\w{2,4}\b/iu,
  },
  {
    name: 'easy money',
    weight: 1.9,
    text: 'promises money for hardly any work',
    pattern: oneOf('iu', [
      /\b(?:earn|make|get|receive)\b[^.\n]{0,25}(?:[$€£]\s?\d[\d,.]*k?|\d[\d,.]*\s?(?:usd|dollars|euros))[^.\n]{0,25}\b(?:a|per|every|each|in (?:a|one|your)) (?:day|week|first week|hour)\b[^.\n]{0,60}\b(?:from home|easy|simple|no experience|few hours|spare time|part[- ]time|guaranteed)/u,
      /\b(?:easy money|quick cash|extra cash|unlimited (?:income|earning)s?|financial freedom|be your own boss|get paid (?:daily|today|instantly)|guaranteed (?:income|earnings|pay)|passive income|money from home|earning potential is unlimited|weekly pay ?checks?)\b/u,
      /\bverdien\w*\b[^.\n]{0,30}[€$][^.\n]{0,12}\b(?:am|pro|in der|jede) (?:tag|woche|stunde)\b[^.\n]{0,40}\bzu ?hause\b/u,
      /\b(?:earn|make)\b[^.\n]{0,30}[$€£]\s?\d[\d,.]*k?(?:\s?[-–]\s?[$€£]?\d[\d,.]*k?)?\s?(?:\/|per |a |every )\s?(?:day|week|hour)\s?!/u,
      /\b(?:earn(?:ing)?|make) (?:up to |between )?[$€£]?\s?\d[\d,.]*(?:\s?[-–]\s?[$€£]?\d[\d,.]*)?\s?(?:usdt?|dollars)? (?:daily|a day|per day)/u,
      /\b(?:gana|gane|ganar|gagne[zr]?|ganhe|ganhar)\b[^.\n]{0,30}\d[\d.,]*[^.\n]{0,20}(?:al día|por día|diarios|semanales|a la semana|par jour|par semaine|por dia|por semana)(?!\p{L})/u,
      /\b(?:guaranteed (?:returns?|profits?)|follow our (?:trading )?signals|additional income|residual income|work at your own pace)\b/u,
      /\b(?:just|simply) deposit\b/u,
      /\b(?:daily|weekly) profits?\b/u,
      /\bno risk\b[^.\n]{0,40}\b(?:profit|return|capital|income)/u,
      /\bcapital\b[^.\n]{0,30}\bno risk/u,
      /\b(?:independent distributor|downline|multi-?level|invite (?:your )?friends)\b/u,
      /\b[$€£]\d[\d,.]*k? (?:a|per) day\b[^.\n]{0,40}\bno experience/u,
      /\bno experience\b[^.\n]{0,20}[$€£]\d[\d,.]*k? (?:a|per) day\b/u,
      /\b(?:dinero fácil|argent facile|dinheiro fácil|schnelles geld|leicht verdientes)(?!\p{L})/u,
      /\b(?:weekly|monthly) allowance\b[^.\n]{0,30}\bno meet/u,
      /\b(?:filling|doing) surveys\b/u,
      /\bkeep \d{2} ?% of (?:the )?profits?/u,
    ]),
  },
  {
    name: 'no skills, high pay',
    weight: 1.1,
    text: 'needs no experience at all',
    pattern: oneOf('iu', [
      /\bno (?:prior |previous |work |special )?(?:experience|skills?|degree|qualifications?|interview)(?: or \w+)? (?:is |are )?(?:required|needed|necessary)\b/u,
      /\bkeine(?:rlei)? (?:erfahrung|vorkenntnisse)(?: (?:nötig|erforderlich|notwendig))?(?=\W|$)/u,
      /\banyone can (?:do|apply|join|work)\b/u,
      /\bno interview\b/u,
      /\bstart(?:ing)? (?:immediately|today|right away|asap)[^.\n]{0,40}no/u,
      /\bno (?:prior |previous )?experience[,.!;]/u,
      /\bno degree (?:required|needed)/u,
      /\b(?:sin|sans|sem) (?:experiencia|expérience|experiência)(?!\p{L})/u,
    ]),
  },
  {
    name: 'urgency',
    weight: 0.8,
    text: 'presses for haste',
    pattern: oneOf('iu', [
      /\b(?:act (?:now|fast)|limited (?:slots|positions|spots|seats)|hurry|don'?t miss|urgent(?:ly)? (?:hiring|needed|required|recruit\w+)|apply (?:now|today|immediately)!{1,}|last chance|only \d+ (?:slots|spots|positions) left|immediate(?:ly)? (?:hire|start)|positions? (?:are )?filling fast)\b/u,
      /\b(?:vagas limitadas|plazas limitadas|places limitées|nur noch \d+ plätze)(?!\p{L})/u,
    ]),
  },
  {
    name: 'crypto payment',
    weight: 1.6,
    text: 'pays or wants to be paid in crypto coins for ordinary work',
    pattern: oneOf('iu', [
      /\b(?:pay(?:ment|ments|out|outs|s)?|paid|salary|deposit|withdraw\w*|earn\w*)\b[^.\n]{0,30}\b(?:in|via|with|through|by) (?:usdt|bitcoin|btc|crypto(?:currency)?|eth(?:ereum)?|trc-?20|binance)\b/u,
      /\bcrypto (?:wallet|trading) (?:is )?(?:required|account)/u,
      /\b\d[\d,.]* ?(?:usdt|trc-?20)\b(?: (?:daily|per day|a day|weekly))?/u,
    ]),
  },
  {
    name: 'fake engagement',
    weight: 1.7,
    text: 'pays for likes, ratings, reviews or orders that are not real',
    pattern: oneOf('iu', [
      /\b(?:earn|paid)\b[^.\n]{0,60}\b(?:liking|rating|reviewing|subscribing|following|watching)\b/u,
      /\b(?:like|subscribe|follow|rate|review|boost|optimi[sz]e)\b[^.\n]{0,40}\b(?:youtube videos|channels|apps?|products|hotels|orders|tasks)\b[^.\n]{0,40}\b(?:earn|commission|paid|per task)/u,
      /\b(?:product|app|order) (?:optimi[sz]ation|boosting) tasks?/u,
      /\bcomplete (?:\d+ )?(?:simple |daily |easy )*(?:online )?tasks\b[^.\n]{0,80}\bcommission/u,
      /\b(?:optimi[sz]ation|rating|boosting) tasks?\b/u,
      /\b(?:review\w*|rat\w+)\b[^.\n]{0,30}\b(?:amazon|products?|hotels?)\b[^\n]{0,80}\b(?:refund|commission|earn|paid)/u,
      /\byou buy (?:the|a) products?\b/u,
      /\b(?:evaluando|avaliando|évaluer|noter) (?:produtos|productos|des produits)/u,
      /\b(?:hotels?|products?|apps?|videos?) rating\b/u,
      /\b(?:curtindo|dando like|assistindo|viendo|likeando|regardant|liker)(?!\p{L})[^.\n]{0,20}v[íi]d[ée]os/u,
      /\b(?:google|amazon|trustpilot|yelp)[ -](?:reviews?|avis|reseñas|bewertungen)\b[^.\n]{0,60}\b(?:accounts|comptes|cuentas|konten|(?:5|five)[ -]stars?)/u,
      /\bavis (?:google|amazon|trustpilot)\b[^\n]{0,80}\bcomptes/u,
      /\bplacing orders\b[^\n]{0,80}\bcommission/u,
    ]),
  },
  {
    name: 'home typing',
    weight: 1.2,
    text: 'offers typing or data entry from home, a usual bait',
    pattern: oneOf('iu', [
      /\b(?:data entry|typing|form filling|envelope stuffing|copy[- ]paste|ad posting|survey taker?s?|paid surveys)\b[^.\n]{0,60}\b(?:from home|at home|home[- ]based|home job|worldwide|clerks?)/u,
      /\bwork (?:from|at) home\b[^.\n]{0,50}\b(?:data entry|typing|surveys|envelopes)/u,
    ]),
  },
  {
    name: 'paid by the week',
    weight: 1,
    text: 'promises a sum by the day or the week, as baits do',
    pattern: oneOf('iu', [
      /(?:[$€£]\s?\d[\d,.]*k?|\d[\d,.]*\s?(?:usd|dollars))(?:\s?[-–]\s?[$€£]?\d[\d,.]*)?\+?\s*(?:(?:a|per|every|each|\/)\s?week(?!\w)|weekly|daily|bi-?weekly)/u,
      /\b(?:weekly|daily|bi-?weekly) (?:pay(?:ment|check|cheque)?s?|income|salary|earnings)\b/u,
      /\bpaid daily/u,
      /\bpaid (?:weekly|every (?:week|friday))(?<!(?:hour|hr|\bh)\b[^.\n]{0,60})(?! (?:through|via|by) (?:upwork|bacs|payroll))/u,
    ]),
  },
  {
    name: 'from the comfort of home',
    weight: 0.9,
    text: 'sells work from home as the point of the work',
    pattern:
      /\b(?:comfort of (?:your|their) (?:own )?home|stay[- ]at[- ]home|home[- ]based (?:job|work|position|opportunit|business)|work[- ](?:from|at)[- ]home (?:job|opportunit|position|assistant|agent|rep)|(?:make|set|choose) your own (?:hours|schedule)|spare time|side income|extra income|(?:students|retirees|moms|housewives))\b/iu,
  },
  {
    name: 'anybody will do',
    weight: 0.8,
    text: 'asks for hardly more than a computer and a certain age',
    pattern:
      /\b(?:basic (?:computer|internet|typing) (?:skills?|knowledge)|computer literate|(?:access to|have) (?:a )?(?:computer|reliable internet|internet|the internet|smartphone)\b[^.\n]{0,30}(?:required|needed|only|and)|must be (?:at least |over )?(?:18|21)|(?:18|21) years (?:or older|of age|and above)|high school diploma|ged\b|type \d+ ?wpm|(?:paid|full|free) training (?:is )?(?:provided|given)|(?:we )?(?:will )?provide (?:full |all )?training|will train)\b/iu,
  },
  {
    name: 'asks for personal data',
    weight: 1.7,
    text: 'wants name, address, age or telephone number with the first letter',
    pattern: oneOf('iu', [
      /\b(?:full )?names?\s*[,:\n][^.]{0,60}\b(?:address|phone|cell|mobile|age|sex|gender|marital)\b/u,
      /\b(?:your|provide|send|include)\b[^.\n]{0,40}\b(?:home address|date of birth|marital status|current location and phone|cell ?phone number|age and)\b/u,
    ]),
  },
  {
    name: 'blanked contact',
    weight: 0.5,
    text: 'puts a telephone number or a mail address into the text',
    pattern: /#(?:EMAIL|PHONE)_\w+#|\b(?:call|text|sms)\b[^.\n]{0,25}\+?\(?\d{3}\)?[ .-]?\d{3}/u,
  },
  {
    name: 'stilted appeal',
    weight: 0.8,
    text: 'is worded as mass mail is',
    pattern: oneOf('iu', [
      /\b(?:kindly|dear (?:applicant|candidate|job ?seeker|sir|friend)|interested (?:candidates?|applicants?|persons?|individuals?) (?:should|must|can|are to)|you are (?:hereby|welcome to)|god bless|serious (?:minded|inquiries|applicants)|hardworking and (?:honest|trustworthy)|honest(?:y)? and (?:reliab|trustworth)|trustworthy)\b/u,
      /\b(?:out of town|out of the (?:state|country)|currently (?:abroad|travel?ling))\b/u,
      /\bfor all positions\b/u,
    ]),
  },
  {
    name: 'visa and passage',
    weight: 1.1,
    text: 'offers visa, ticket and lodging to strangers',
    pattern: oneOf('iu', [
      /\b(?:(?:free|provided?|paid|return) (?:air ?tickets?|flight tickets?|accommodation|lodging|visa)|visa (?:processing|fee)|travel(?:l?ing)? agent|work permit (?:will be|is) (?:provided|processed))\b/u,
      /\b(?:accommodation|air ?ticket|feeding)s?\b[^.\n]{0,20}\b(?:free|provided|paid|allowance)/u,
      /\bflight tickets?\b/u,
      /\b(?:visa|work permit)\b[^.\n]{0,30}\b(?:fee|processing|arranged|barrister)/u,
      /\bfree visa\b/u,
      /\bwe pay (?:for )?your (?:flight|visa|ticket)/u,
    ]),
  },
  {
    name: 'borrowed industry',
    weight: 0.8,
    text: 'is of an industry whose names impostors like to borrow',
    pattern:
      /\b(?:oil (?:&|and) gas|oilfield|offshore|subsea|drilling rig|refinery|petrochemical|upstream|epc (?:contractor|project))\b/iu,
  },
  {
    name: 'cash and parcels',
    weight: 1.1,
    text: 'has to do with cash, cheques or parcels of others',
    pattern: oneOf('iu', [
      /\b(?:cash (?:handler|handling|flow manager)|payments? (?:manager|officer|assistant|collector|representative)|accounts? receivable (?:clerk|agent|manager)|money (?:order|gram|transfer)|western union|wire transfers?|shipping (?:and receiving )?(?:clerk|assistant|agent|manager) (?:from|at) home|quality inspector from home|parcels? (?:handler|inspector|manager))\b/u,
      /\bpayments on my behalf/u,
      /\brun(?:ning)? (?:personal )?errands\b/u,
      /\bdeposit (?:the )?che(?:ck|que)s\b/u,
      /\bwire transfers\b/u,
    ]),
  },
  {
    name: 'link shortener',
    weight: 1.2,
    text: 'leads through a shortened link',
    pattern: /\b(?:bit\.ly|tinyurl\.com|goo\.gl|is\.gd|cutt\.ly|rebrand\.ly|shorturl\.at|rb\.gy|forms\.gle)\/\w+/iu,
  },
  {
    name: 'shouting',
    weight: 0.6,
    text: 'shouts',
    pattern: /!{3,}|\${3,}|(?:\b[A-Z]{4,}\b[ ,!]+){6,}/u,
  },
]

/** What honest posts have: how one is chosen, what is done, who they are. */
export const SPEAKS_FOR: readonly TrustPattern[] = [
  {
    name: 'says how it hires',
    weight: -0.8,
    text: 'says how people are chosen',
    pattern:
      /\b(?:interview process|hiring process|interviews?:|take[- ]home|technical interview|portfolio|github|code review|first call|intro call|equal opportunity|all qualified applicants)\b/iu,
  },
  {
    name: 'names its tools',
    weight: -0.9,
    text: 'names the tools of the work',
    pattern:
      /\b(?:react|python|java|typescript|javascript|kubernetes|aws|sql|figma|salesforce|node\.js|docker|terraform|pytorch|excel|hubspot|wordpress|photoshop|c\+\+|\.net|jira|linux|swift|kotlin|git)\b[^]{0,2000}?\b(?:react|python|java|typescript|javascript|kubernetes|aws|sql|figma|salesforce|node\.js|docker|terraform|pytorch|excel|hubspot|wordpress|photoshop|c\+\+|\.net|jira|linux|swift|kotlin|git)\b/iu,
  },
  {
    name: 'skilled trade',
    weight: -0.7,
    text: 'asks for a trade that is learnt for years',
    pattern:
      /\b(?:engineer|developer|designer|scientist|architect|programmer|editor|translator|copywriter|attorney|nurse|product manager|consultant)s?\b/iu,
  },
  {
    name: 'says what is offered',
    weight: -0.4,
    text: 'names holidays, equity or insurance',
    pattern:
      /\b(?:equity|stock options|dental|parental leave|paid time off|pto|401\(?k\)?|holidays|vacation days|health insurance|pension)\b/iu,
  },
  {
    name: 'speaks of its product',
    weight: -0.6,
    text: 'tells of its product, its team or its customers',
    pattern:
      /\b(?:our (?:product|platform|mission|team|customers|clients|codebase|stack|users|app|studio|engineers|culture|values)|we(?:['’]re| are) (?:building|a (?:small|team|startup|studio|company|non-?profit|remote))|founded in|you(?:['’]ll| will) (?:work|build|join|design|own|lead|help))\b/iu,
  },
]
