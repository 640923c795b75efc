import { sql } from 'kysely';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { accountOf, type ChunkWork } from './chunk-work.ts';
import { copyLines } from './copy-lines.ts';
import type { Chunk } from './prepare-chunk.ts';

/** Contacts whose search text is made again at once: more would be one large message to the database. */
const atOnce = 2_000;

/** Writes what the contacts of rows at work are found by: for new ones it came with the row, changed ones are read again. */
export async function writeSearch(work: ChunkWork, { search_lines }: Pick<Chunk, 'search_lines'>): Promise<void> {
  const { ctx, db, at } = work;
  // A list that comes again makes nobody new, and its search text need not travel.
  if (await isWanted(work)) await copyLines(db, 'searched', search_lines.pieces());
  await sql`
    insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
    select ${accountOf(work)}, d.contact_id, f.txt, f.bigrams, ${at}::timestamptz
    from decided d join staged s using (row_number) join searched f using (row_number)
    where d.is_new order by d.contact_id`.execute(db);
  const { rows } = await sql<{ contact_id: number }>`
    select x.contact_id from changed x join staged s using (row_number)
    where x.changes ?| ${[...searchedFields]}::text[] order by x.contact_id`.execute(db);
  for (let first = 0; first < rows.length; first += atOnce) {
    await writeContactSearch(
      ctx,
      rows.slice(first, first + atOnce).map(({ contact_id }) => contact_id),
    );
  }
}

async function isWanted({ db }: ChunkWork): Promise<boolean> {
  const { rows } = await sql<{ is_wanted: boolean }>`
    select exists (select from decided d join staged s using (row_number) where d.is_new)
      and not exists (select from searched) as is_wanted`.execute(db);
  return rows[0]!.is_wanted;
}

/** Fields a contact is found by; see `contacts/search-text.ts`. */
const searchedFields = [
  'name',
  'email',
  'other_emails',
  'phone',
  'mobile',
  'company',
  'companies',
  'tags',
  'unique_external_id',
  // Whoever comes back has to be found again.
  'deleted_at',
];
