import { type RawBuilder, sql } from 'kysely';
import { accountOf, type ChunkWork } from '#features/imports/engine/chunk-work.ts';
import type { Target } from '#features/imports/engine/plan-import.ts';

/** The domains of a company in their order. */
export function domainsOf(work: ChunkWork, company: string): RawBuilder<string[]> {
  return sql`array(
    select domain from company_domain where account_id = ${accountOf(work)} and company_id = ${sql.ref(company)} order by domain)`;
}

/** What a row `s`, whose domains stand in their order, makes of those of a company `c`. */
export function nextDomains(work: ChunkWork, rule: Target['rule']): RawBuilder<string[]> {
  const now = domainsOf(work, 'c.id');
  if (rule === 'overwrite') return sql`coalesce(s.domains, ${now})`;
  if (rule === 'if_empty') return sql`coalesce(nullif(${now}, '{}'), s.domains, '{}')`;
  return sql`array(select domain collate "C" as domain from unnest(${now} || s.domains) n (domain) group by 1 order by 1)`;
}
