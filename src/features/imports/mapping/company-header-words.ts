/**
 * What columns are called in lists of companies, English and Korean, by the field they mean: see `headerWords`. `default` is
 * what Zendesk calls the domains of an organization.
 */
export const companyHeaderWords: Record<string, string> = {
  name: 'name, company, company name, organization, organisation, organization name, organisation name, account, account name, customer company, business name, legal name, 이름, 회사, 회사명, 회사 이름, 업체, 업체명, 거래처, 거래처명, 고객사, 고객사명, 기관, 기관명, 상호, 상호명, 법인명, 조직, 조직명, 조직 이름, 명칭, 계정 이름, 계정명',
  domains:
    'domains, domain, domain name, domain names, company domain, company domains, company domain name, company domain names, email domain, email domains, additional domains, domains for this company, domains of the company, default, 도메인, 도메인명, 도메인 이름, 회사 도메인, 회사 도메인 이름, 이메일 도메인',
  parent_company:
    'parent company, parent company name, parent, parent account, parent account name, parent organization, parent organisation, parent name, headquarters, holding company, 상위 회사, 상위 회사명, 모회사, 모회사명, 모기업, 본사, 상위 계정, 상위 조직, 상위 거래처',
  industry: 'industry, sector, line of business, business type, 업종, 산업, 업계, 업태, 산업 분야',
  account_tier: 'account tier, tier, customer tier, service level, 고객 등급, 계정 등급, 등급, 거래처 등급',
  health_score: 'health score, health, customer health, account health, 고객 상태, 건강 점수, 상태 점수, 헬스 스코어',
  renewal_date:
    'renewal date, renewal, contract renewal date, next renewal, contract end date, renews on, 갱신일, 갱신 일자, 갱신 날짜, 계약 갱신일, 계약 만료일, 계약 종료일',
  unique_external_id:
    'unique external id, external id, external identifier, company code, company no, company number, account number, account no, customer id, customer no, customer number, customer code, 외부 ID, 외부 아이디, 외부 식별자, 고유 외부 ID, 회사 코드, 거래처 코드, 고객사 코드, 고객 코드, 업체 코드, 고객 번호, 거래처 번호, 계정 번호',
  description:
    'description, about, about us, details, company description, 설명, 회사 설명, 회사 소개, 소개, 세부 정보, 상세 정보',
  note: 'note, notes, memo, comment, comments, remark, remarks, 메모, 비고, 노트, 참고, 참고 사항, 특이 사항',
};

/** The same for words that mean these fields only where no other column means them. */
export const vagueCompanyWords: Record<string, string> = {
  name: 'customer, client, 고객',
  industry: 'type of business, category, 분류',
};

/** What other programs keep of companies for themselves or hardly anybody fills in. */
export const quietCompanyWords =
  'shared, shared tickets, shared comments, group, group id, url, tags, organization fields, company owner, company owner id, account owner, account owner id, owner, owner id, create date, created date, last modified date, last activity, last activity date, last activity time, last contacted, lifecycle stage, lead status, record type, record source, number of associated contacts, associated contact, associated contact ids, associated deal, associated deal ids, associated note, associated note ids, associated ticket, associated ticket ids, parent id, parent account id, parent company ids, master record id, account source, account site, rating, ownership, ticker symbol, sic code, sic description, naics code, jigsaw company id, photo url, data.com key, clean status, type, annual revenue, employees, number of employees, fax, 팩스, 소유자, 계정 소유자, 회사 소유자, 담당자, 공유, 그룹, 유형, 수명 주기 단계, 연 매출, 연간 매출, 직원 수, 생성자, 수정자, 마지막 활동 날짜, 만든 날짜, 만든 시간, 수정 시간';
