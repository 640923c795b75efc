import type { BulkActName } from './acts/all-acts.ts';

/** The picture of an act, by its name in `#ui/icon.tsx`. */
export const actIcons = {
  invite: 'mail',
  add_tags: 'tag',
  remove_tags: 'tag',
  set_field: 'edit',
  add_to_company: 'building',
  remove_from_company: 'building',
  reset: 'mail',
  lock: 'lock',
  unlock: 'key',
  deactivate: 'pause',
  reactivate: 'play',
  block: 'close',
  unblock: 'check',
  delete: 'trash',
  restore: 'undo',
} as const satisfies Record<BulkActName, string>;
