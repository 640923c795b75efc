import { useEffect } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import { Form, type FormFailure } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { useToast } from '#ui/toast.tsx';
import type { ListedContact } from './contact-rows.ts';

/** Whether an invitation makes sense: somebody who was never in and has an address. */
export function isInvitable({ portal_state, email }: Pick<ListedContact, 'portal_state' | 'email'>): boolean {
  return email !== null && (portal_state === 'none' || portal_state === 'invited');
}

/** Invites one contact without leaving the list, or sends him a new link; says below what became of it. */
export function InviteInRow({ contact }: { contact: Pick<ListedContact, 'id' | 'name' | 'portal_state'> }) {
  const t = useTranslations('contacts.access');
  const say = useToast();
  const fetcher = useFetcher<{ failure?: FormFailure } | null>();
  const { data, state } = fetcher;
  const { name } = contact;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer, not per drawing
  useEffect(() => {
    if (state !== 'idle' || data === undefined) return;
    if (data?.failure) say({ text: data.failure.sentence, isTrouble: true });
    else say({ text: t('invitation_sent', { name }) });
  }, [data, state]);
  return (
    <Form intent="invite" layout="bare" fetcher={fetcher} action={`/contacts/${contact.id}`}>
      <SubmitButton kind="default" size="small" icon="mail">
        {t(contact.portal_state === 'invited' ? 'send_new_link' : 'invite')}
      </SubmitButton>
    </Form>
  );
}
