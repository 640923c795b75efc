import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { invitePasted } from '#features/bulk-actions/invite-pasted.ts';
import { allow, isAllowed } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import type { Route } from './+types/invitation-new.page.ts';
import { checkPastedAddresses } from './pasted/check-pasted-addresses.ts';
import { PastedList } from './pasted/pasted-list.tsx';

export const handle = { words: ['bulk_actions', 'invitation_board'] };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.invite');
  const { is_mail_to_customers_on } = await findAccount(ctx);
  return { is_mail_to_customers_on, can_invite_many: isAllowed(ctx, 'contacts.bulk') };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, text = '', digest = '' } = await formValues(args, ['intent', 'text', 'digest']);
  if (intent !== 'send') return { text, checked: await checkPastedAddresses(ctx, { text }) };
  const invited = await invitePasted(ctx, { text, digest });
  return redirect(
    'contact_id' in invited ? `/contacts/${invited.contact_id}` : `/bulk-actions/${invited.bulk_action_id}`,
  );
}

/** Invites people by addresses that were pasted, after a look at what would become of each. */
export default function InvitationNew({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('invitation_board.pasted');
  const board = useTranslations('invitations');
  const seen = actionData && 'checked' in actionData ? actionData : null;
  return (
    <>
      <PageHeader title={t('title')} crumbs={[{ to: '/invitations', label: board('title') }]} />
      <Page layout="wide">
        <Form intent="check">
          <TextArea
            name="text"
            label={t('text')}
            hint={t('hint')}
            rows={seen ? 4 : 10}
            defaultValue={seen?.text}
            maxLength={200_000}
            spellCheck={false}
            isRequired
          />
          <FormActions>
            <SubmitButton kind={seen ? 'default' : 'primary'}>{t(seen ? 'again' : 'check')}</SubmitButton>
          </FormActions>
        </Form>
        {seen && <PastedList {...loaderData} text={seen.text} checked={seen.checked} />}
      </Page>
    </>
  );
}
