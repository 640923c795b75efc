import type { ImportedRecord } from '#features/imports/import.ts';
import { quietCompanyWords } from './company-header-words.ts';
import { headerKey } from './header-words.ts';

/** What other programs export of their own affairs or hardly anybody fills in, by whose it is. */
const words = [
  // Our own files of contacts.
  'last sign-in, added, changed, 최근 로그인, 추가일',
  // Help desks: Freshdesk, Zendesk, Zoho Desk.
  'can see all tickets from this company, facebook, facebook id, facebook profile, twitter profile status, twitter followers count, url, photo, locale id, organization id, shared, shared agent, shared phone number, alias, last login at, signature, role type, custom role id, moderator, ticket restriction, restriction, only private comments, restricted agent, suspended, default group id, report csv, two factor auth enabled, brand, type, layout, zohocrm contact, crm contact, happiness rating, spam, is anonymous, account id, locked',
  // Customer lists of sales: HubSpot, Salesforce, Zoho CRM.
  'lead source, lead status, lifecycle stage, marketing contact status, last activity date, last activity time, create date, became a customer date, original source, original traffic source, record type, contact record type, account owner, owner, owner id, contact owner, contact owner id, master record id, reports to, reports to id, reporting to, assistant, assistant name, assistant phone, asst phone, jigsaw, jigsaw contact id, individual id, photo url, do not call, skype id, vendor name, vendor name id, account name id, territory, connected to, currency, exchange rate, buying role, unsubscribed mode, unsubscribed time, data source, data processing basis, associated company ids, associated company ids (primary), associated contact, associated contact ids, associated deal, associated deal ids, associated note, associated note ids, associated ticket, favorite content topics, preferred channels',
  // Address books: Google Contacts, Outlook.
  'salutation, prefix, name prefix, suffix, name suffix, initials, nickname, short name, maiden name, file as, gender, location, billing information, directory server, mileage, hobby, sensitivity, priority, subject, account, anniversary, assistant’s name, callback, car phone, radio phone, isdn, pager, telex, tty/tdd phone, business fax, home fax, other fax, fax, fax number, children, government id number, internet free busy, keywords, manager’s name, office location, organizational id number, private, referred by, spouse, business address po box, home address po box, other address po box, address 1 - po box, address 2 - po box, organization 1 - symbol, organization 1 - location',
  '호칭, 호칭(영문), 호칭(한글), 비서 전화 번호, 비서 이름, 근무지 팩스, 근무처 팩스, 다시 걸 전화, 카폰, 집 팩스, 기타 팩스, 팩스, 팩스 번호, 호출기, 무선 전화, TTY/TDD 전화, 텔렉스, 거리, 기념일, 결혼 기념일, 계정, 관리자 이름, 근무처 주소 사서함, 집 주소 사서함, 기타 주소 사서함, 디렉터리 서버, 머리글자, 배우자, 비용 정보, 사무실 위치, 성별, 숨김, 우선 순위, 우편물 종류, 인터넷 약속 있음/약속 없음, 자녀, 주민 등록 번호, 중심어, 추천인, 취미, ID 번호, 메신저, 명함 등록일',
];
const quietOfCompanies = new Set(quietCompanyWords.split(',').map(headerKey));
const quiet = new Set(words.flatMap((list) => list.split(',').map(headerKey)));

/** Families of them: kinds of Google's values, who changed what when, consents, sounds of names, keys of other records. */
const families = [
  /^(?:email|phone|address|website|event|relation|im|customfield|organization|jot|calendarlink|externalid|userdefinedfield)\d+(?:type|label|service)$/,
  /^(?:email\d?|전자메일\d?)(?:type|displayname|유형|표시이름)$/,
  /phonetic|yomi/,
  /^(?:created|createdby|modified|modifiedby|lastmodified|lastmodifiedby|updated|last(?:viewed|referenced|curequest|cuupdate))(?:id|at|on|date|time|byid)?$/,
  /^systemmodstamp$|^isdeleted$|(?:geocodeaccuracy|latitude|longitude|statecode|countrycode)$/,
  /optedout|optout|optin|unsubscribed|bounced|consent|gdpr/,
];

/**
 * True for a column that another program exports and that says nothing of a customer or a company which a help desk would want: it is
 * left out without an offer to make a field of it, though one can still be made.
 */
export function isQuietHeader(header: string, record: ImportedRecord = 'contact'): boolean {
  const key = headerKey(header);
  if (record === 'company' && quietOfCompanies.has(key)) return true;
  return quiet.has(key) || families.some((family) => family.test(key));
}
