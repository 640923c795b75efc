import type { Selectable } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { SavedViewRow } from '#platform/database/tables.generated.ts';
import type { Field } from '#platform/fields/field.ts';
import type { Right } from '#platform/rights.ts';

/** A way to look at a list that somebody has kept: filter, columns and order as the list's address carries them. */
export interface SavedView extends Pick<Selectable<SavedViewRow>, 'id' | 'record' | 'name' | 'is_shared' | 'query'> {
  /** Whose it is; null once he is gone. */
  agent_id: number | null;
  agent_name: string | null;
  /** Whether the caller may rename, replace and delete it. */
  can_edit: boolean;
}

/** Where the list is that a view shows. */
export const listPaths: Readonly<Record<RecordName, string>> = { contact: '/contacts', company: '/companies' };

/** What a caller must be allowed to keep views of a list. */
export const viewRights = { contact: 'contacts.view', company: 'companies.view' } as const satisfies Record<
  RecordName,
  Right
>;

/** Views of one list: of one agent and, apart, shared ones of an account. More than a row of tabs can hold. */
export const mostViews = 50;

/** Longer addresses are cut by servers and mail programs on the way. */
export const longestQuery = 4_000;

/** What a view is asked for. */
export const savedViewFields = [
  { name: 'name', kind: 'text', label: 'saved_views.fields.name', is_required: true, max_length: 60 },
  { name: 'is_shared', kind: 'checkbox', label: 'saved_views.fields.is_shared' },
] as const satisfies readonly Field[];
