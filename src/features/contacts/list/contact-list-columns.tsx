import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useChoiceWords } from '#features/contacts/filter/condition-words.tsx';
import { type ContactFilter, isNewestFirst } from '#features/contacts/filter/contact-filter.ts';
import type { FilterField } from '#features/contacts/filter/filter-field.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import type { FieldKind, FieldValue } from '#platform/fields/field.ts';
import { Moment } from '#ui/moment.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import type { Column } from '#ui/table.tsx';
import { ContactName } from './contact-name.tsx';
import type { ListedContact } from './contact-rows.ts';
import type { ListedContacts } from './list-contacts.ts';

interface Props {
  columns: readonly FilterField[];
  filter: ContactFilter;
  list: Pick<ListedContacts, 'count' | 'sort' | 'is_newest_first'>;
  pathOf(filter: ContactFilter): string;
}

/** What has an index, or like `company` a way of its own, sorts any number of contacts. */
const alwaysSorted = ['name', 'company', 'created_at', 'updated_at', 'last_sign_in_at'];
const narrow = new Set(['time', 'date', 'checkbox', 'number', 'phone']);
/** Kinds whose values read as they are. */
const kinds: Partial<Record<FilterField['kind'], FieldKind>> = { number: 'number', date: 'date', checkbox: 'checkbox' };

/** The columns of the contact list. Headers sort where the list can be sorted so: any field for 10,000 contacts, a few for more. */
export function useContactColumns({
  columns,
  filter,
  list,
  pathOf,
}: Props): [Column<ListedContact>, ...Column<ListedContact>[]] {
  const t = useTranslations('contacts');
  const labelOf = useFieldLabel();
  const cellOf = useCells();
  const sorted = (sort: string): Pick<Column<ListedContact>, 'sort'> => {
    const isPossible = !list.is_newest_first && (list.count.is_exact || alwaysSorted.includes(sort));
    return isPossible ? { sort: sortOf({ filter, list, pathOf }, sort) } : {};
  };
  return [
    {
      key: 'name',
      header: t('fields.name'),
      cell: (contact) => <ContactName contact={contact} />,
      width: 'share',
      ...sorted('name'),
    },
    ...columns.map(
      (field, at): Column<ListedContact> => ({
        key: field.name,
        header: field.name === 'portal_state' ? t('portal_short') : labelOf(field),
        cell: (contact) => cellOf(field, contact),
        width: widthOf(field),
        ...(field.kind === 'number' ? { isNumeric: true } : {}),
        // A card on a phone shows the first few.
        isHiddenOnPhone: at > 2,
        ...sorted(field.name),
      }),
    ),
  ];
}

function widthOf({ kind, name }: FilterField): NonNullable<Column<ListedContact>['width']> {
  if (narrow.has(kind) || name === 'portal_state') return 'narrow';
  return kind === 'email' ? 'share-more' : 'share';
}

function useCells(): (field: FilterField, contact: ListedContact) => ReactNode {
  const wordsOf = useChoiceWords();
  return (field, contact) => {
    switch (field.name) {
      case 'portal_state':
        return <PortalBadge state={contact.portal_state} isQuiet />;
      case 'phone':
        return contact.phone ?? contact.mobile;
      case 'email':
      case 'company':
      case 'mobile':
      case 'job_title':
        return contact[field.name];
      case 'created_at':
      case 'updated_at':
      case 'last_sign_in_at':
        return contact[field.name] && <Moment at={contact[field.name]!} />;
      default:
        return valueCell(field, contact.values[field.name] ?? null, wordsOf);
    }
  };
}

function valueCell(field: FilterField, value: FieldValue, wordsOf: ReturnType<typeof useChoiceWords>): ReactNode {
  if (value === null) return null;
  if (field.kind === 'time') return <Moment at={new Date(String(value))} />;
  if (field.kind === 'choice') return wordsOf(field, String(value));
  if (Array.isArray(value)) return value.join(', ');
  const kind = kinds[field.kind];
  return kind ? <RecordValue field={{ kind }} value={value} /> : String(value);
}

/** A second press turns the order round. */
function sortOf(
  { filter, list, pathOf }: Pick<Props, 'filter' | 'list' | 'pathOf'>,
  sort: string,
): NonNullable<Column<ListedContact>['sort']> {
  const isCurrent = list.sort === sort;
  const is_descending = isCurrent ? !filter.is_descending : isNewestFirst(sort);
  const direction = isCurrent ? (filter.is_descending ? 'descending' : 'ascending') : null;
  return { to: pathOf({ ...filter, sort, is_descending }), direction };
}
