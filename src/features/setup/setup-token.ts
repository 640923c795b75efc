import type { Context } from '#platform/context.ts';

/** What the printed set-up link carries: the same at every start until somebody has used it. */
export function setupToken({ tokens }: Pick<Context, 'tokens'>): string {
  return tokens.make({ purpose: 'set_up', id: 0, generation: 0 });
}
