import { redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { contactFields } from '#features/contacts/contact.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/merge.page.ts';
import { customRef, plainChoices, type Side } from './contact-merge.ts';
import { findMergePreview } from './find-merge-preview.ts';
import css from './merge.module.css';
import { MergeAccess } from './merge-access.tsx';
import { mergeContacts } from './merge-contacts.ts';
import { MergeFields } from './merge-fields.tsx';
import { MergeGains } from './merge-gains.tsx';
import { MergePair } from './merge-pair.tsx';
import { namesOfPair } from './names-of-pair.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const ids = { survivor_id: readId(params.id), other_id: readId(params.other) };
  return findMergePreview(pageContext(context), { ...ids, choices: plainChoices });
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const [survivor_id, other_id] = [readId(args.params.id), readId(args.params.other)];
  const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const refs = [...contactFields.map(({ name }) => name), ...custom.map(({ name }) => customRef(name))];
  const sent = await formValues(args, [...refs.map((ref) => `choice.${ref}`), 'stronger', 'own_states', 'seen']);
  const sides = refs.flatMap((ref): [string, Side][] => {
    const side = sent[`choice.${ref}`];
    return side === 'survivor' || side === 'other' ? [[ref, side]] : [];
  });
  await mergeContacts(ctx, {
    survivor_id,
    other_id,
    choices: {
      fields: Object.fromEntries(sides),
      takes_stronger_memberships: sent.stronger === 'on',
      keeps_own_states: sent.own_states === 'on',
    },
    seen: sent.seen ?? '',
  });
  return redirect(`/contacts/${survivor_id}?merged=${other_id}`);
}

/** What is refused is refused because there is something else to see by now. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return defaultShouldRevalidate || (actionStatus !== undefined && actionStatus >= 400);
}

/** Two contacts side by side: what each field becomes, what the one who stays gains, and who can sign in afterwards. */
export default function Merge({ loaderData }: Route.ComponentProps) {
  const { survivor, other, seen } = loaderData;
  const t = useTranslations('duplicates.merging');
  const contacts = useTranslations('contacts');
  const names = namesOfPair(survivor, other);
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: `/contacts/${survivor.id}`, label: survivor.name },
        ]}
      />
      <Page layout="wide">
        <Form layout="bare">
          <input type="hidden" name="seen" value={seen} />
          <div className={css.page}>
            <div className={css.head}>
              <MergePair survivor={survivor} other={other} />
              <p>{t('intro', names)}</p>
            </div>
            <MergeFields preview={loaderData} />
            <div className={css.consequences}>
              <Card title={t('what_moves', names)}>
                <MergeGains preview={loaderData} />
              </Card>
              <Card title={t('access')}>
                <MergeAccess preview={loaderData} />
              </Card>
            </div>
            <div className={css.actions}>
              <FormActions>
                <SubmitButton icon="people">{t('do')}</SubmitButton>
                <ButtonLink to={`/contacts/${survivor.id}`}>{t('cancel')}</ButtonLink>
                <span className={css.hint}>{t('can_be_undone')}</span>
              </FormActions>
            </div>
          </div>
        </Form>
      </Page>
    </>
  );
}
