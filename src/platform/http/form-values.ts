import type { ActionFunctionArgs } from 'react-router';
import { Failure, type FieldProblem } from '#platform/failure.ts';
import { bodyFailure } from './limit-body.ts';
import { pageContext } from './page-context.ts';

type Values<One extends string, Many extends string> = { [F in One]?: string } & { [F in Many]: string[] };

/**
 * The fields of a sent form as a plain object with the same names: `fields` hold one text each (absent when not sent),
 * `lists` hold all texts of that name. What the form was not asked for is left out and noted in the log; a single
 * field sent twice, a file where text belongs and a NUL character are refused.
 */
export async function formValues<One extends string, Many extends string = never>(
  { request, context }: Pick<ActionFunctionArgs, 'request' | 'context'>,
  fields: readonly One[],
  lists: readonly Many[] = [],
): Promise<Values<One, Many>> {
  const form = await sentForm(request);
  const { values, unknown } = namedValues(form, fields, lists);
  if (unknown.length > 0) {
    pageContext(context).log.warn({ fields: unknown.slice(0, 50) }, 'a form carried fields it does not have');
  }
  return values;
}

/** The same for a query: `queryValues(url, ['view', 'after'], ['tag'])`. Unknown names are left out. */
export function queryValues<One extends string, Many extends string = never>(
  url: URL,
  fields: readonly One[],
  lists: readonly Many[] = [],
): Values<One, Many> {
  return namedValues(url.searchParams, fields, lists).values;
}

function namedValues<One extends string, Many extends string>(
  sent: Iterable<[string, string | File]>,
  fields: readonly One[],
  lists: readonly Many[],
): { values: Values<One, Many>; unknown: string[] } {
  const single = new Map<string, string>();
  const several = new Map<string, string[]>(lists.map((name) => [name, []]));
  const unknown = new Set<string>();
  for (const [name, value] of sent) {
    const list = several.get(name);
    if (!list && !fields.includes(name as One)) {
      if (name !== 'intent') unknown.add(name.slice(0, 100));
      continue;
    }
    if (typeof value !== 'string' || value.includes('\0')) throw refused(name, 'platform.not_text');
    const text = value.replaceAll('\r\n', '\n');
    if (list) list.push(text);
    else if (single.has(name)) throw refused(name, 'platform.sent_twice');
    else single.set(name, text);
  }
  const values = Object.fromEntries([...single, ...several]) as Values<One, Many>;
  return { values, unknown: [...unknown] };
}

async function sentForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (thrown) {
    throw bodyFailure(thrown);
  }
}

function refused(field: string, code: FieldProblem['code']): Failure {
  return new Failure('invalid', code, { field });
}
