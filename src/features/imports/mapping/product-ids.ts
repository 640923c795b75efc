import type { ImportedRecord } from '#features/imports/import.ts';
import { headerKey } from './header-words.ts';

/** Programs that number what they keep, by the column of the number and by columns that only their files have together. */
interface Product {
  id: string;
  marks: string;
}

const ofContacts: Record<string, Product> = {
  zendesk: { id: 'id', marks: 'organization id, ticket restriction, iana time zone, shared phone number, role type' },
  zoho: { id: 'id, contact id, record id', marks: 'contact owner, secondary email, created time, modified time' },
  hubspot: {
    id: 'record id, contact id',
    marks: 'contact owner, lead status, create date, associated company, marketing contact status',
  },
  salesforce: { id: 'id, contact id', marks: 'account id, account owner, mailing street, owner id, system modstamp' },
  freshdesk: { id: 'contact id', marks: 'full name, work phone, can see all tickets from this company, about' },
};

const ofCompanies: Record<string, Product> = {
  zendesk: { id: 'id', marks: 'domain names, shared tickets, shared comments, group id, organization fields' },
  zoho: { id: 'account id, record id, id', marks: 'account name, account owner, created time, modified time' },
  hubspot: {
    id: 'record id, company id',
    marks: 'company owner, company domain name, create date, lifecycle stage, associated contact, parent company',
  },
  salesforce: {
    id: 'account id, id',
    marks:
      'account owner, parent account, parent id, billing street, owner id, system modstamp, account site, last modified date',
  },
  freshdesk: {
    id: 'company id',
    marks: 'company name, domains, domain names, health score, account tier, renewal date',
  },
};

/**
 * The column by whose numbers another program knows the people or companies in its file; -1 where it is none that is known. A bare *Id*
 * counts only among other columns of such a program: in a list of one's own it may number anything.
 */
export function findProductId(headers: readonly string[], record: ImportedRecord = 'contact'): number {
  const keys = headers.map(headerKey);
  for (const { id, marks } of Object.values(record === 'contact' ? ofContacts : ofCompanies)) {
    if (marks.split(',').filter((mark) => keys.includes(headerKey(mark))).length < 2) continue;
    for (const name of id.split(',')) {
      const position = keys.indexOf(headerKey(name));
      if (position !== -1) return position;
    }
  }
  return -1;
}
