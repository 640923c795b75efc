import type { SelectQueryBuilder } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { Tables } from '#platform/database/tables.generated.ts';

/** The records that a filter means, as a query of their table without order. */
export type MatchingRecords<R extends RecordName = RecordName> = SelectQueryBuilder<Tables, R, object>;
