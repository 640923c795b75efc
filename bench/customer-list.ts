/**
 * Made-up customers for the benches: Korean and English, a checkbox and a text field of the account's own, companies, tags;
 * one row in 200 repeats the address of one up to fifty rows above it and one in 200 has no address at all. The same list
 * every time.
 */
export interface CustomerRow {
  row_number: number;
  name: string;
  email: string;
  phone: string;
  title: string;
  company: string;
  /** Separated by `;`. */
  tags: string;
  language: 'ko' | 'en';
  vip: 'O' | 'X';
  contract: string;
}

export const customerHeaders = '이름,이메일,전화번호,직책,회사명,태그,언어,VIP 여부,계약번호';

const words = {
  family: [...'김이박최정강조윤장임한오서신권황안송류홍'],
  given: '하늘 서연 민준 지후 도윤 예은 서아 하윤 지우 수빈 현우 지호 은서 다은'.split(' '),
  first: 'Ruth Zoe José Chloe Aria Noah Olivia Nora Isla Ethan'.split(' '),
  last: 'King Clark Garcia Lewis Kowalski Jackson Brown Miller'.split(' '),
  title: ['과장', '부장', '대리', 'Buyer', 'CFO', ''],
  company: '푸른식품 대한물산 다솜의료 해솔유통 서울데이터 Litware Contoso Fabrikam'.split(' '),
  tags: ['', 'cloud', 'vip;trial', 'newsletter'],
};

/** One row in `changedEvery` has another job title than in the list without; 0 is none. */
export function* customerRows(count: number, changedEvery = 0): Generator<CustomerRow> {
  const random = seeded(7);
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  for (let row_number = 1; row_number <= count; row_number++) {
    const isKorean = random(10) < 7;
    const name = isKorean ? pick(words.family) + pick(words.given) : `${pick(words.first)} ${pick(words.last)}`;
    const digits = String(10_000_000 + random(90_000_000));
    const who = random(200) === 0 && row_number > 60 ? row_number - 1 - random(50) : row_number;
    const title = pick(words.title);
    yield {
      row_number,
      name,
      email: random(200) === 0 ? 'no address' : `c${who}@mail-${who % 60}.example.${who % 2 ? 'kr' : 'com'}`,
      phone: isKorean ? `010-${digits.slice(0, 4)}-${digits.slice(4)}` : `+1 415 555 ${digits.slice(0, 4)}`,
      title: changedEvery && row_number % changedEvery === 50 ? `새 직책 ${row_number}` : title,
      company: `${pick(words.company)} ${random(count / 500 + 1)}지점`,
      tags: pick(words.tags),
      language: isKorean ? 'ko' : 'en',
      vip: random(2) ? 'O' : 'X',
      contract: `C-${10_000 + random(90_000)}`,
    };
  }
}

/** The rows as the lines of a file, header first, some thousands at a time. */
export function* linesOf(header: string, rows: Iterable<CustomerRow>, line: (row: CustomerRow) => string) {
  let text = header && `${header}\n`;
  for (const row of rows) {
    text += `${line(row)}\n`;
    if (text.length < 1 << 18) continue;
    yield text;
    text = '';
  }
  yield text;
}

export function csvLine(row: CustomerRow): string {
  const { name, email, phone, title, company, tags, language, vip, contract } = row;
  return [name, email, phone, title, company, tags, language, vip, contract].join(',');
}

/** The same numbers every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor(((state >>> 8) / 0x800000) * below);
  };
}
