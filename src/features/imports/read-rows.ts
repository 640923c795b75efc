import type { Context } from '#platform/context.ts';
import type { Field, FieldKind, FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { changedFields } from './changed-fields.ts';
import type { FoundImport, Progress } from './find-import.ts';
import type { Phase } from './import.ts';
import { listCreatedRows } from './list-created-rows.ts';
import { listImportFields } from './list-import-fields.ts';
import { type ListedImportRow, listImportRows, type RowFilter } from './list-import-rows.ts';
import { rowSentence } from './row-sentence.ts';

/** Rows of which there is something to say, by what that is. A row may be both updated and warned of. Created ones are listed once they are. */
export const rowViews = ['updated', 'refused', 'warned', 'created'] as const;
export type RowView = (typeof rowViews)[number];

/** What the page shows of one row. */
export interface ShownRow {
  row_number: number;
  line_number: number | null;
  /** The contact or company. */
  record: { id: number | null; name: string } | null;
  changes: { ref: string; label: string; kind: FieldKind; before: FieldValue; after: FieldValue }[];
  /** Why it was refused or what it is warned of. */
  sentences: string[];
  cells: string[];
  /** What became of its record where that was undone by itself, or stays although the import was undone. */
  undone: ListedImportRow['undone'];
}

export interface ShownRows {
  phase: Phase;
  view: RowView;
  rows: ShownRow[];
  previous: number | null;
  next: number | null;
  /** What the view can be narrowed to: fields or reasons, most frequent first. */
  narrowings: { key: string; label: string; count: number }[];
  narrowed: string | null;
}

export type AskedRows = { [N in 'show' | 'field' | 'reason' | 'after' | 'before']?: string | undefined };

const pageSize = 12;

/** The rows that an import's page shows, as its address asks for them; at first what would change, else what was refused. */
export async function readRows(ctx: Context, found: FoundImport, asked: AskedRows): Promise<ShownRows | null> {
  const phase: Phase = found.progress.run ? 'run' : 'check';
  const progress = found.progress[phase];
  if (!progress) return null;
  const views = rowViews.filter((one) => phase === 'run' || one !== 'created');
  const view = views.find((one) => one === asked.show) ?? views.find((one) => progress[one] > 0) ?? 'updated';
  const { fields } = await listImportFields(ctx, found);
  const byRef = changedFields(fields);
  const label = (ref: string) => labelOf(byRef.get(ref) ?? { name: ref, label: { en: ref } }, ctx.caller.locale, ctx.t);
  const narrowed = (view === 'updated' ? asked.field : asked.reason) ?? null;
  const place = placeOf(asked);
  const wanted = { id: found.id, record: found.record, limit: pageSize + 1, ...place };
  const narrowing = narrowed && (view === 'updated' ? { field: narrowed } : { code: narrowed });
  const listed =
    view === 'created'
      ? await listCreatedRows(ctx, wanted)
      : await listImportRows(ctx, { ...wanted, phase, outcome: view, ...narrowing });
  const { rows, previous, next } = pageOf(listed, place);
  const { headers } = found.inspection;
  return {
    phase,
    view,
    rows: rows.map((row) => shownRow(ctx, row, { view, headers, fields, byRef, label })),
    previous,
    next,
    narrowings: narrowingsOf(progress, view, (key) => {
      if (key === 'deleted_at') return ctx.t('imports.rows.restored');
      return view === 'updated' ? label(key) : ctx.t(`imports.reasons.${key}`);
    }),
    narrowed,
  };
}

/** One row more than the page shows was asked for, to know whether there are any beyond it. */
function pageOf(listed: readonly ListedImportRow[], { after, before }: Place) {
  const hasMore = listed.length > pageSize;
  const isBackwards = before !== undefined;
  const rows = isBackwards ? listed.slice(-pageSize) : listed.slice(0, pageSize);
  const hasPrevious = isBackwards ? hasMore : (after ?? 0) > 0;
  const hasNext = isBackwards || hasMore;
  return {
    rows,
    previous: hasPrevious ? (rows[0]?.row_number ?? null) : null,
    next: hasNext ? (rows.at(-1)?.row_number ?? null) : null,
  };
}

type Place = Pick<RowFilter, 'after' | 'before'>;

function placeOf({ after, before }: AskedRows): Place {
  const numberOf = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined);
  const [behind, ahead] = [numberOf(after), numberOf(before)];
  if (behind !== undefined) return { after: behind };
  return ahead === undefined ? {} : { before: ahead };
}

interface Showing {
  view: RowView;
  headers: readonly string[];
  fields: readonly Field[];
  byRef: ReadonlyMap<string, Field>;
  label(ref: string): string;
}

function shownRow(ctx: Context, row: ListedImportRow, { view, headers, fields, byRef, label }: Showing): ShownRow {
  const { row_number, line_number, record_id, record_name, changes, problems, warnings, cells, undone } = row;
  const troubles = (view === 'refused' ? problems : view === 'warned' ? warnings : null) ?? [];
  return {
    row_number,
    line_number,
    record: record_name === null ? null : { id: record_id, name: record_name },
    changes: Object.entries(changes ?? {}).map(([ref, [before, after]]) => {
      return { ref, label: label(ref), kind: byRef.get(ref)?.kind ?? 'text', before, after };
    }),
    sentences: troubles.map((trouble) => rowSentence(ctx, trouble, { headers, fields })),
    cells: cells ?? [],
    undone,
  };
}

function narrowingsOf(progress: Progress, view: RowView, label: (key: string) => string): ShownRows['narrowings'] {
  const counts = {
    created: {} as Record<string, number>,
    updated: progress.changed_by_field,
    refused: progress.refused_by_code,
    warned: progress.warned_by_code,
  }[view];
  return Object.entries(counts)
    .map(([key, count]) => ({ key, label: label(key), count }))
    .sort((one, other) => other.count - one.count);
}
