import type { Locale } from '#platform/i18n/messages.ts';
import type { Dice } from './dice.ts';
import { type SampleCompany, sampleCompanies } from './sample-companies.ts';

/** A made-up customer, by the names of a contact's fields; custom fields by the labels the sample account gives them. */
export interface SampleContact {
  name: string;
  email: string;
  phone: string;
  mobile: string;
  company: string;
  job_title: string;
  language: Locale;
  tags: string;
  description: string;
  plan: string;
  contract_no: string;
  is_vip: boolean;
}

/** Syllables with their spelling in the Latin alphabet: `김 kim`. */
const surnames = pairs(
  '김 kim 이 lee 박 park 최 choi 정 jung 강 kang 조 cho 윤 yoon 장 jang 임 lim 한 han 오 oh 서 seo 신 shin 권 kwon 황 hwang 안 ahn 송 song 류 ryu 홍 hong 문 moon 배 bae 남궁 namgung',
);
const given = pairs(
  '하늘 haneul 서연 seoyeon 민준 minjun 지우 jiwoo 도윤 doyun 예린 yerin 시우 siwoo 수아 sua 은서 eunseo 건우 gunwoo 하린 harin 지호 jiho 윤아 yuna 태현 taehyun 소율 soyul 현우 hyunwoo 가온 gaon 다은 daeun 재윤 jaeyun 나래 narae 성민 seongmin 유진 yujin 동하 dongha 보람 boram 영호 youngho 미경 mikyung 정숙 jeongsuk 상철 sangcheol 혜진 hyejin 승우 seungwoo',
);
/** Two of them are a given name too; so many people do not share a handful of names. */
const firstSyllables = pairs(
  '하 ha 서 seo 민 min 도 do 지 ji 은 eun 시 si 수 su 예 ye 준 jun 우 woo 현 hyun 재 jae 영 young 태 tae 유 yu 소 so 다 da 나 na 가 ga',
);
const lastSyllables = pairs(
  '연 yeon 준 jun 우 woo 윤 yun 린 rin 아 a 서 seo 호 ho 율 yul 은 eun 원 won 진 jin 현 hyun 희 hee 빈 bin 람 ram 경 kyung 민 min 훈 hoon 영 young',
);
const firstNames =
  'Ruth Amelia Oscar Priya Tomasz Ingrid Kwame Leila Hugo Nora Mateo Freya Dinesh Yusuf Clara Bram Sofia Elliot Zanele Margot Ivor Petra Callum Aiko Rosa Idris Wanda Felix Imogen Joanna Bettina Cormac Delphine Edda Farid Greta Henning Ines Jorge Katya Lorcan Mireille Nils Odette Pavel Quentin Rafaela Stellan Thandi Ursula Viktor Wilhelmina Xavier Yolanda Zoran Agnes Blaise Chidi Dalia Eamon'.split(
    ' ',
  );
const lastNames =
  "King Harrow Bello Novak Lindqvist Fenn Castell Iyer Okoye Marsh Delacroix Byrne Whitlock Sorensen Adeyemi Vance Moreau Pike Takeda Rowe Quigley Brandt Ellery O'Dowd Mbeki Thorne Varga Hale Abbott Bergstrom Caruso Drummond Eriksen Falk Grady Holloway Ibarra Janssen Kessler Lombard Mercer Nakamura Osei Pereira Quist Rasmussen Santos Trevelyan Ueda Valdez Wexler Yilmaz Zeller Ashdown Birch Cavanagh Dutra Esposito Fontaine Gallo Hendry Ivanov Jarvis Kovacs".split(
    ' ',
  );

const britishAreas = [
  '20 7946',
  '113 496',
  '114 496',
  '115 496',
  '116 496',
  '117 496',
  '121 496',
  '131 496',
  '141 496',
  '161 496',
];
const americanAreas = '202 212 303 312 404 415 503 512 602 617 702 713 801 813 919'.split(' ');

const words = {
  ko: {
    job_title: '대표 과장 차장 대리 사원 팀장 본부장 주임 연구원 책임 실장'.split(' '),
    tags: ['신규', '갱신 예정', '교육 완료', '소식지', '세금계산서', '베타', '추천 고객'],
    description: [
      '오전 통화를 선호하십니다.',
      '세금계산서는 매월 25일에 요청하십니다.',
      '지점이 여러 곳이라 문의할 때 지점명을 먼저 확인해 주세요.',
      '지난 전시회에서 명함을 받았습니다.',
      '담당자가 곧 바뀔 예정입니다. 후임은 아직 정해지지 않았습니다.',
    ],
  },
  en: {
    job_title: [
      'Office Manager',
      'Head of Operations',
      'Buyer',
      'IT Lead',
      'Finance Officer',
      'Director',
      'Coordinator',
      'Engineer',
      'Practice Manager',
      'Editor',
    ],
    tags: ['new', 'renewal due', 'trained', 'newsletter', 'invoice by post', 'beta', 'reference'],
    description: [
      'Prefers a call in the morning.',
      'Asks for an invoice with a purchase order number.',
      'Runs three branches: ask which one it is about.',
      'Met at the autumn trade fair.',
      'Hands over to a colleague in spring.',
    ],
  },
} as const;

/** The plans of the sample account's drop-down field. */
export const samplePlans = ['Free', 'Team', 'Business', 'Enterprise'] as const;

/** The first two of the list, who can sign in to the portal from the start: what the demo prints names them. */
export const wellKnown: readonly SampleContact[] = [
  {
    name: '김하늘',
    email: 'haneul.kim@dalmuri.example',
    phone: '02-0123-4567',
    mobile: '010-0123-4567',
    company: '달무리전자',
    job_title: '구매팀장',
    language: 'ko',
    tags: '갱신 예정, 추천 고객',
    description: '오전 통화를 선호하십니다.',
    plan: 'Enterprise',
    contract_no: 'DC-2024-7001',
    is_vip: true,
  },
  {
    name: 'Ruth King',
    email: 'ruth.king@thistledown.example',
    phone: '+44 20 7946 0018',
    mobile: '',
    company: 'Thistledown Freight',
    job_title: 'Head of Operations',
    language: 'en',
    tags: 'reference, trained',
    description: 'Runs three branches: ask which one it is about.',
    plan: 'Enterprise',
    contract_no: 'DC-2025-7002',
    is_vip: true,
  },
];

/** So many made-up customers, three of five with Korean names, each with an address of his own. */
export function listSampleContacts(dice: Dice, count: number): SampleContact[] {
  const taken = new Set(wellKnown.flatMap(({ email, phone, mobile }) => [email.split('@')[0]!, phone, mobile]));
  const made = Array.from({ length: count - wellKnown.length }, (_, at) => {
    const company = dice.one(sampleCompanies.filter(({ language }) => (language === 'ko') === at % 5 < 3));
    const { language } = company;
    const { name, local } = language === 'ko' ? koreanName(dice) : englishName(dice);
    const isPrivate = dice.isOnce(12);
    const email = freeAddress(taken, local, isPrivate ? 'letterbox.example' : `${company.stem}.example`);
    return {
      name,
      email,
      ...reachOf(dice, language, taken),
      ...detailsOf(dice, company, at),
      company: isPrivate ? '' : company.name,
    };
  });
  return [...wellKnown, ...made];
}

function koreanName(dice: Dice): { name: string; local: string } {
  const [surname, family] = dice.one(surnames);
  const [syllables, personal] = dice.isOnce(40) ? dice.one(given) : composed(dice);
  return { name: `${surname}${syllables}`, local: `${personal}.${family}` };
}

function composed(dice: Dice): [string, string] {
  const [first, begins] = dice.one(firstSyllables);
  const [last, ends] = dice.one(lastSyllables.filter(([syllable]) => syllable !== first));
  return [`${first}${last}`, `${begins}${ends}`];
}

function englishName(dice: Dice): { name: string; local: string } {
  const first = dice.one(firstNames);
  const last = dice.one(lastNames);
  return { name: `${first} ${last}`, local: `${first}.${last}`.toLowerCase().replace("'", '') };
}

/** Nobody shares the part before the @: two of one name at two companies would look like one person who has moved. */
function freeAddress(taken: Set<string>, name: string, domain: string): string {
  for (let number = 1; ; number++) {
    const local = `${name}${number === 1 ? '' : number}`;
    if (taken.has(local)) continue;
    taken.add(local);
    return `${local}@${domain}`;
  }
}

/** Numbers that nobody has, each once: 010-0… is not given out; 496 0…, 7946 0… and 555-01… are kept for fiction by Ofcom and the NANPA. */
function reachOf(dice: Dice, language: Locale, taken: Set<string>): { phone: string; mobile: string } {
  for (;;) {
    const reach = anyReach(dice, language);
    const numbers = [reach.phone, reach.mobile].filter(Boolean);
    if (numbers.some((number) => taken.has(number))) continue;
    for (const number of numbers) taken.add(number);
    return reach;
  }
}

function anyReach(dice: Dice, language: Locale): { phone: string; mobile: string } {
  const four = () => String(dice.number(10_000)).padStart(4, '0');
  const two = () => String(dice.number(100)).padStart(2, '0');
  if (language === 'ko') {
    return {
      phone: dice.isOnce(35) ? `02-0${four().slice(1)}-${four()}` : '',
      mobile: dice.isOnce(85) ? `010-0${four().slice(1)}-${four()}` : '',
    };
  }
  const british = `+44 ${dice.one(britishAreas)} 0${four().slice(1)}`;
  const office = dice.isOnce(75) ? british : `+1 ${dice.one(americanAreas)} 555 01${two()}`;
  return { phone: dice.isOnce(80) ? office : '', mobile: '' };
}

function detailsOf(dice: Dice, { language, account_tier }: SampleCompany, at: number) {
  const { job_title, tags, description } = words[language];
  return {
    language,
    job_title: dice.isOnce(80) ? dice.one<string>(job_title) : '',
    tags: dice.isOnce(55) ? [...new Set([dice.one<string>(tags), dice.one<string>(tags)])].join(', ') : '',
    description: dice.isOnce(25) ? dice.one<string>(description) : '',
    plan: account_tier,
    contract_no: dice.isOnce(70) ? `DC-${2024 + dice.number(3)}-${String(at + 1).padStart(4, '0')}` : '',
    is_vip: dice.isOnce(8),
  };
}

/** `김 kim 이 lee` as a list of two words each. */
function pairs(text: string): [string, string][] {
  const all = text.split(' ');
  return Array.from({ length: all.length / 2 }, (_, at) => [all[at * 2]!, all[at * 2 + 1]!]);
}
