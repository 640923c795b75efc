import type { ActionFunctionArgs } from 'react-router';
import { bodyFailure } from '#platform/http/limit-body.ts';
import { makePhoto } from './make-photo.ts';
import type { Photo } from './photo.ts';

/**
 * Takes the file `photo` out of a sent form: the photo drawn from it, or null where none was chosen, and the same request
 * with the form's other fields. Ask for the right before: it reads the whole form.
 */
export async function takePhoto<Args extends Pick<ActionFunctionArgs, 'request'>>(
  args: Args,
): Promise<{ photo: Photo | null; rest: Args }> {
  const { url, method, headers } = args.request;
  const isForm = headers.get('content-type')?.startsWith('multipart/form-data');
  if (!isForm) return { photo: null, rest: args };
  const form = await args.request.formData().catch((thrown) => {
    throw bodyFailure(thrown);
  });
  const file = form.get('photo');
  form.delete('photo');
  const photo =
    file instanceof File && file.size > 0 ? await makePhoto(new Uint8Array(await file.arrayBuffer())) : null;
  return { photo, rest: { ...args, request: new Request(url, { method, body: form }) } };
}
