import type { ActionFunctionArgs } from 'react-router';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { Logo } from './logo.ts';
import { makeLogo } from './make-logo.ts';

/**
 * Takes the file `logo` out of a sent form: the logo drawn from it, or null where none was chosen, and the same request with the
 * form's other fields. Ask for the right before: it reads the whole form.
 */
export async function takeLogo<Args extends Pick<ActionFunctionArgs, 'request'>>(
  args: Args,
): Promise<{ logo: Omit<Logo, 'key'> | null; rest: Args }> {
  const { url, method, headers } = args.request;
  if (!headers.get('content-type')?.startsWith('multipart/form-data')) return { logo: null, rest: args };
  const form = await args.request.formData().catch((thrown) => {
    throw bodyFailure(thrown);
  });
  const file = form.get('logo');
  form.delete('logo');
  const logo = file instanceof File && file.size > 0 ? await makeLogo(new Uint8Array(await file.arrayBuffer())) : null;
  return { logo, rest: { ...args, request: new Request(url, { method, body: form }) } };
}
