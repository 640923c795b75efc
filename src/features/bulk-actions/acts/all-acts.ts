import { addTags } from './add-tags.ts';
import { addToCompany } from './add-to-company.ts';
import type { BulkAct } from './bulk-act.ts';
import { invite } from './invite.ts';
import { removeFromCompany } from './remove-from-company.ts';
import { removeTags } from './remove-tags.ts';
import { reset } from './reset.ts';
import { block, deactivate, deleteMany, lock, reactivate, restore, unblock, unlock } from './state-acts.ts';
import { writeField } from './write-field.ts';

/** What can be done to many contacts at once, in the order in which menus offer it. */
export const bulkActs = {
  invite,
  add_tags: addTags,
  remove_tags: removeTags,
  set_field: writeField,
  add_to_company: addToCompany,
  remove_from_company: removeFromCompany,
  reset,
  lock,
  unlock,
  deactivate,
  reactivate,
  block,
  unblock,
  delete: deleteMany,
  restore,
} satisfies Record<string, BulkAct>;
export type BulkActName = keyof typeof bulkActs;
export const bulkActNames = Object.keys(bulkActs) as BulkActName[];

/** The act that an address, a form or a row of `bulk_action` names; undefined for none. */
export function bulkActOf(name: string | undefined): BulkAct | undefined {
  return name !== undefined && Object.hasOwn(bulkActs, name) ? bulkActs[name as BulkActName] : undefined;
}
