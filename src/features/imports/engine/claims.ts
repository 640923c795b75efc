import type { ImportColumn } from '#features/imports/import.ts';
import { fieldOfRef } from '#features/imports/mapping/field-parts.ts';
import type { Field } from '#platform/fields/field.ts';
import { refOf, rulesOf, takesSeveralColumns } from './plan-import.ts';

/** Which columns are meant for what while a mapping is being guessed. */
export interface Claims {
  headers: readonly string[];
  /** Filled cells of the first rows, by column. */
  cells: readonly (readonly string[])[];
  /** The first rows, cells by column. */
  samples: readonly (readonly string[])[];
  /** Columns that may be meant for something. */
  open: readonly number[];
  fieldOf(ref: string): Field | undefined;
  /** A column for a field or a part of one; says whether both were free. Further addresses go to the field for those. */
  claimRef(position: number, ref: string): boolean;
  claim(position: number, field: Field | undefined): boolean;
  /** Means a column for something else than before. */
  move(position: number, ref: string): void;
  /** Leaves a column out that was meant for something: the same stands in another one. */
  release(position: number): void;
  isFree(position: number): boolean;
  isTaken(ref: string): boolean;
  /** The columns for a field or a part, in the order of the file. */
  positionsOf(ref: string): number[];
  /** True for one that was left out because the same stands in another one. */
  isReleased(position: number): boolean;
  columnOf(position: number): Pick<ImportColumn, 'field' | 'rule'>;
}

interface Question extends Pick<Claims, 'headers' | 'cells' | 'samples' | 'open'> {
  fields: readonly Field[];
  settled?: ReadonlyMap<number, Pick<ImportColumn, 'field'>> | undefined;
}

export function createClaims({ fields, settled, ...columns }: Question): Claims {
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const found = new Map<number, string>();
  const released = new Set<number>();
  const taken = new Set([...(settled?.values() ?? [])].flatMap(({ field }) => field ?? []));
  const fieldOf = (ref: string) => fieldOfRef(ref, byRef);

  function claimRef(position: number, ref: string): boolean {
    const field = fieldOf(ref);
    if (!field || found.has(position) || released.has(position)) return false;
    if (taken.has(ref) && refOf(field) === ref && !takesSeveralColumns(field)) {
      // Somebody has several addresses; the first column holds the one that counts.
      return ref === 'email' && claimRef(position, 'other_emails');
    }
    taken.add(ref);
    found.set(position, ref);
    return true;
  }

  return {
    ...columns,
    fieldOf,
    claimRef,
    claim: (position, field) => field !== undefined && claimRef(position, refOf(field)),
    move(position, ref) {
      taken.delete(found.get(position) ?? '');
      taken.add(ref);
      found.set(position, ref);
    },
    release(position) {
      taken.delete(found.get(position) ?? '');
      found.delete(position);
      released.add(position);
    },
    isFree: (position) => !found.has(position) && !released.has(position),
    isTaken: (ref) => taken.has(ref),
    positionsOf: (ref) =>
      [...found].flatMap(([position, claimed]) => (claimed === ref ? [position] : [])).sort((a, b) => a - b),
    isReleased: (position) => released.has(position),
    columnOf(position) {
      const ref = found.get(position);
      if (ref === undefined) return { field: null, rule: 'skip' };
      return { field: ref, rule: rulesOf(fieldOf(ref)!)[0]! };
    },
  };
}
