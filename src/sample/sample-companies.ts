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

/** From the top of each tree downwards. */
export const sampleCompanies: readonly SampleCompany[] = [
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
     종이배문구 | jongibae | 유통 | Free`,
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
     Saltmarsh Cycles | saltmarsh | Retail | Free`,
  ),
];

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
