/**
 * What columns are called in lists that people keep and in exports of other programs, English and Korean, by the field
 * they mean. Compared by `headerKey`: letter case, width, blanks and signs don't count.
 */
export const headerWords: Record<string, string> = {
  name: 'name, full name, contact name, customer name, display name, client name, 이름, 성명, 성함, 고객명, 고객 이름, 연락처 이름, 연락처명, 담당자명, 담당자 이름, 회원명, 사용자명',
  first_name: 'first name, given name, forename, first, 이름(성 제외), 이름 (First)',
  middle_name: 'middle name, middle names, additional name, 중간 이름',
  last_name: 'last name, family name, surname, last, 성, 성씨, 성(Last)',
  email:
    'email, e-mail, email address, mail, mail address, primary email, work email, business email, e-mail 1, email 1, email 1 address, e-mail 1 - value, 이메일, 이메일 주소, 메일, 메일 주소, 전자우편, 전자 메일, 전자 메일 주소, 담당자 이메일, 회사 이메일',
  other_emails:
    'other emails, other email, other e-mail addresses, additional emails, additional email, additional email addresses, secondary email, secondary emails, alternate email, alternative email, home email, personal email, private email, email 2, email 3, email 4, email 2 address, email 3 address, e-mail 2 - value, e-mail 3 - value, e-mail 4 - value, e-mail 5 - value, 기타 이메일, 보조 이메일, 추가 이메일, 개인 이메일, 이메일 2, 이메일 3, 이메일2, 전자 메일 2 주소, 전자 메일 3 주소',
  phone:
    'phone, phone number, telephone, telephone number, tel, tel no, work phone, business phone, business phone 2, office phone, direct phone, company main phone, company phone, primary phone, home phone, home phone 2, other phone, other phones, other phone numbers, phone 1, phone 2, phone 3, phone number 1, phone number 2, phone number 3, 전화, 전화번호, 전화번호 2, 연락처, 연락처 번호, 회사 전화, 회사 전화번호, 직장 전화, 직장 전화번호, 근무처 전화, 근무처 전화번호, 근무처 전화 2, 근무지 전화, 사무실 전화, 유선 전화, 일반 전화, 대표 전화, 대표 번호, 회사 대표 전화, 기본 전화, 집 전화, 집 전화번호, 집 전화 2, 자택 전화, 기타 전화',
  labelled_phone: 'phone 1 - value, phone 2 - value, phone 3 - value, phone 4 - value, phone 5 - value',
  mobile:
    'mobile, mobile phone, mobile phone number, mobile number, mobile no, mobile 2, cell, cell phone, cellphone, cell number, 휴대폰, 휴대폰 번호, 휴대폰 2, 휴대전화, 휴대전화 번호, 휴대 전화, 핸드폰, 핸드폰 번호, 모바일, HP, H.P',
  job_title:
    'job title, job, job position, position, organization title, organization 1 - title, 직함, 직책, 직급, 직위, 직책/직급, 직급/직책, 직책(직급)',
  company:
    'company, company name, organization, organisation, organization name, organisation name, organization 1 - name, account name, employer, business name, 회사, 회사명, 회사 이름, 소속, 소속 회사, 업체, 업체명, 거래처, 거래처명, 고객사, 고객사명, 기관, 기관명, 상호, 상호명, 법인명, 조직, 조직명',
  address: 'full address, formatted address, address 1 - formatted, postal address, 전체 주소, 우편 주소',
  description:
    'description, note, notes, memo, comment, comments, remark, remarks, about, background, details, 설명, 메모, 비고, 참고, 참고 사항, 특이 사항, 비고 사항, 의견',
  language: 'language, lang, locale, preferred language, 언어, 사용 언어, 선호 언어',
  tags: 'tag, tags, label, labels, tag names, group membership, categories, 태그, 꼬리표, 라벨, 레이블, 범주 항목',
  unique_external_id:
    'unique external id, external id, external identifier, customer id, customer no, customer number, client id, member id, 외부 ID, 외부 아이디, 외부 식별자, 고유 외부 ID, 고객 번호, 고객 ID, 고객 코드, 회원 번호, 회원 ID',
  twitter_id:
    'twitter, x (twitter), X(트위터), twitter id, twitter handle, twitter username, x handle, 트위터, 트위터 ID, 트위터 아이디',
  time_zone: 'time zone, timezone, iana time zone, 시간대, 표준 시간대',
};

/** The same for words that mean these fields only where no other column means them: beside *Job title* a *Title* is Mr. */
export const vagueWords: Record<string, string> = {
  name: 'contact, customer, client, user name, 고객, 담당자',
  company: 'associated company, associated company (primary)',
  job_title: 'title, occupation, profession, organization 1 - job description, 직업',
  tags: 'group, groups, category, segment, 그룹, 그룹명, 분류, 고객 분류',
};

/**
 * Columns that would give somebody a right, a way in or a state (threat F05): never proposed for anything, whatever
 * they hold. Names of our own columns among them, since exports of a database carry those, and the column with reasons
 * of our own report.
 */
export const privilegedWords =
  'why it was refused, 가져오지 못한 이유, role, roles, user role, access role, contact role, is admin, admin, administrator, is agent, agent, is owner, owner, superuser, is superuser, permission, permissions, rights, password, password hash, passwd, pwd, encrypted password, password digest, temporary password, is temporary, portal access, access, account id, company id, contact id, created by import id, source, email verified, is verified, verified, email verified at, verified at, active, is active, activated, activated at, invited at, locked, is locked, locked at, locked by, locked until, blocked, is blocked, blocked at, deactivated, deactivated at, deleted, is deleted, deleted at, last sign in at, failed sign in count, ticket visibility, view all tickets, can see all tickets, sort key, custom fields, created at, created on, created time, updated at, updated on, id, __proto__, constructor, prototype, 권한, 역할, 사용자 역할, 관리자, 관리자 여부, 상담원, 상담원 여부, 비밀번호, 암호, 패스워드, 임시 비밀번호, 포털 접근, 포털 권한, 포털 접근 권한, 포털 이용, 인증 여부, 인증됨, 활성 여부, 잠김, 잠금 여부, 차단, 차단 여부, 비활성화, 삭제 여부, 생성일, 생성 일시, 수정일, 수정 일시';

/** What makes two headers the same. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
