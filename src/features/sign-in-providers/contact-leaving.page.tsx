import { useSearchParams } from 'react-router';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import type { Route } from './+types/contact-leaving.page.ts';
import { LeavingPage } from './leaving.tsx';
import { returnPath } from './return-path.ts';
import { beginTrip } from './trips/begin-trip.ts';
import { leavingAnswer } from './trips/leaving-answer.ts';

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { provider } = await formValues(args, ['provider']);
  const return_to = returnPath(url.searchParams.get('return_to'), 'contact');
  const asked = { provider_id: readId(provider), audience: 'contact', purpose: 'sign_in', return_to } as const;
  return leavingAnswer(await beginTrip(pageContext(args.context), asked), url);
}

/** Sends a customer on to the provider whose button was pressed. */
export default function ContactLeaving({ actionData }: Route.ComponentProps) {
  const [searchParams] = useSearchParams();
  const leaving = actionData && 'url' in actionData ? actionData : null;
  return <LeavingPage leaving={leaving} back={`/portal/sign-in${searchParams.size > 0 ? `?${searchParams}` : ''}`} />;
}
