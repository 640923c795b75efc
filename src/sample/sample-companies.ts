import type { Locale } from '#platform/i18n/messages.ts';

/** A made-up company; its domain is `<stem>.example`, which RFC 2606 keeps free of real owners. */
export interface SampleCompany {
  name: string;
  stem: string;
  language: Locale;
  industry: string;
  account_tier: string;
  parent_company?: string;
}

/** Companies that have a name of their own, from the top of each tree downwards. */
const founded: readonly SampleCompany[] = [
  ...inKorean(
    `도토리숲그룹 | dotorisup | 지주회사 | Enterprise
     도토리숲식품 | dotorisup-foods | 식품 | Enterprise | 도토리숲그룹
     도토리숲물류 | dotorisup-logis | 물류 | Business | 도토리숲그룹
     도토리숲물류 부산센터 | busan.dotorisup-logis | 물류 | Business | 도토리숲물류
     도토리숲유통 | dotorisup-mart | 유통 | Business | 도토리숲그룹
     달무리전자 | dalmuri | 전자 | Enterprise
     달무리전자서비스 | dalmuri-care | 전자 | Business | 달무리전자
     달무리디스플레이 | dalmuri-display | 전자 | Business | 달무리전자
     푸른고래해운 | pureungorae | 해운 | Enterprise
     푸른고래터미널 | pureungorae-terminal | 해운 | Business | 푸른고래해운
     솔바람건설 | solbaram | 건설 | Business
     솔바람엔지니어링 | solbaram-eng | 건설 | Team | 솔바람건설
     조약돌병원 | joyakdol | 의료 | Business
     조약돌의원 강릉 | gangneung.joyakdol | 의료 | Team | 조약돌병원
     느티나무학교법인 | neuti | 교육 | Business
     느티나무중학교 | middle.neuti | 교육 | Team | 느티나무학교법인
     반딧불출판 | banditbul | 출판 | Team
     다람쥐공방 | daramjwi | 제조 | Team
     윤슬여행사 | yunseul | 여행 | Team
     너울소프트 | neoulsoft | 소프트웨어 | Business
     모래시계제과 | moraesigye | 식품 | Team
     별똥별미디어 | byeolttong | 미디어 | Business
     종이배문구 | jongibae | 유통 | Free
     은하수통신 | eunhasu | 통신 | Enterprise
     은하수데이터 | eunhasu-data | 통신 | Business | 은하수통신
     물푸레화학 | mulpure | 화학 | Business
     하늘다리항공 | haneuldari | 항공 | Enterprise
     하늘다리정비 | haneuldari-mro | 항공 | Business | 하늘다리항공
     단풍나무생명 | danpung | 보험 | Enterprise
     소나기게임즈 | sonagi | 소프트웨어 | Team
     갈매기수산 | galmaegi | 식품 | Team
     두루미제약 | durumi | 제약 | Business
     여우비디자인 | yeoubi | 디자인 | Free`,
  ),
  ...inEnglish(
    `Thistledown Freight | thistledown | Logistics | Enterprise
     Thistledown Freight Rotterdam | rotterdam.thistledown | Logistics | Business | Thistledown Freight
     Thistledown Cold Chain | coldchain.thistledown | Logistics | Business | Thistledown Freight
     Pebblewick Mutual | pebblewick | Insurance | Enterprise
     Pebblewick Claims | claims.pebblewick | Insurance | Business | Pebblewick Mutual
     Marrow & Quill | marrowquill | Publishing | Team
     Larkhollow Clinics | larkhollow | Healthcare | Business
     Larkhollow Dental | dental.larkhollow | Healthcare | Team | Larkhollow Clinics
     Tidewhistle Marine | tidewhistle | Shipping | Business
     Oddbarrow Looms | oddbarrow | Manufacturing | Team
     Copperwren Robotics | copperwren | Manufacturing | Business
     Mothlight Studios | mothlight | Media | Team
     Gullfeather Travel | gullfeather | Travel | Team
     Nettle & Ash Foods | nettleash | Food | Business
     Fernhatch Academy | fernhatch | Education | Team
     Quartermoon Games | quartermoon | Software | Business
     Saltmarsh Cycles | saltmarsh | Retail | Free
     Hazelmoor Energy | hazelmoor | Energy | Enterprise
     Hazelmoor Grid | grid.hazelmoor | Energy | Business | Hazelmoor Energy
     Brackenford Legal | brackenford | Legal | Business
     Winterquay Hotels | winterquay | Hospitality | Enterprise
     Foxglove Pharma | foxglove | Pharmaceuticals | Business
     Ironlark Steel | ironlark | Manufacturing | Enterprise
     Lanternfish Labs | lanternfish | Software | Team
     Dapplewood Schools | dapplewood | Education | Business`,
  ),
];

/** Where companies of each language have branches, as their names and their domains say it. */
const places = {
  ko: '서울 seoul 부산 busan 대구 daegu 인천 incheon 광주 gwangju 대전 daejeon 울산 ulsan 수원 suwon 창원 changwon 전주 jeonju 제주 jeju'.split(
    ' ',
  ),
  en: 'Leeds leeds Bristol bristol Dublin dublin Austin austin Toronto toronto Oslo oslo Lisbon lisbon Utrecht utrecht Cork cork'.split(
    ' ',
  ),
};
const branchesOf: Record<string, number> = { Enterprise: 7, Business: 4, Team: 2, Free: 1 };

/** Three hundred companies, from the top of each tree downwards: the larger ones have branches, and the branches of the largest have a desk below them. */
export const sampleCompanies: readonly SampleCompany[] = [...founded, ...founded.flatMap(branches)];

function branches(company: SampleCompany): SampleCompany[] {
  const { name, stem, language, account_tier } = company;
  const known = places[language];
  return Array.from({ length: branchesOf[account_tier]! }, (_, at) => {
    const place = 2 * ((at + stem.length) % (known.length / 2));
    const branch = {
      ...company,
      name: language === 'ko' ? `${name} ${known[place]}지점` : `${name} ${known[place]}`,
      stem: `${known[place + 1]}.${stem}`,
      account_tier: account_tier === 'Enterprise' ? 'Business' : 'Team',
      parent_company: name,
    };
    return account_tier === 'Enterprise' && at === 0 ? [branch, deskBelow(branch)] : [branch];
  }).flat();
}

function deskBelow(branch: SampleCompany): SampleCompany {
  const { name, stem, language } = branch;
  return {
    ...branch,
    name: language === 'ko' ? `${name} 고객지원센터` : `${name} Service Desk`,
    stem: `desk.${stem}`,
    account_tier: 'Team',
    parent_company: name,
  };
}

function inKorean(lines: string): SampleCompany[] {
  return readLines(lines, 'ko');
}

function inEnglish(lines: string): SampleCompany[] {
  return readLines(lines, 'en');
}

function readLines(lines: string, language: Locale): SampleCompany[] {
  return lines.split('\n').map((line) => {
    const [name, stem, industry, account_tier, parent] = line.split('|').map((part) => part.trim());
    const company = { name: name!, stem: stem!, language, industry: industry!, account_tier: account_tier! };
    return parent ? { ...company, parent_company: parent } : company;
  });
}
