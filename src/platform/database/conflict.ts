import { Failure, type FailureCode } from '#platform/failure.ts';

/**
 * Turns a broken uniqueness or reference into its sentence:
 * `await insert.execute().catch(conflict('agent_email', 'agents.address_taken', 'email'))`. Whatever else broke is
 * thrown on. The transaction is over by then: what the sentence should name is read in a new one.
 */
export function conflict(constraint: string, code: FailureCode, field?: string): (error: unknown) => never {
  return (error) => {
    if (isConflict(error, constraint)) throw new Failure('conflict', code, field ? { field } : {});
    throw error;
  };
}

/** True for PostgreSQL's refusal by this constraint or unique index. */
export function isConflict(error: unknown, constraint: string): boolean {
  const { code, constraint: broken } = error as { code?: string; constraint?: string };
  return (code === '23505' || code === '23503') && broken === constraint;
}
