import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { pathOfContacts } from '#features/contacts/list/path-of-contacts.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/bulk-action-new.page.ts';
import { ActInputForm } from './act-input-form.tsx';
import { ActPreview } from './act-preview.tsx';
import { bulkActNames } from './acts/all-acts.ts';
import { type GivenInput, inputNames } from './acts/bulk-act.ts';
import { InvitePreview } from './invite-preview.tsx';
import { LeftOut } from './left-out.tsx';
import { previewGiven } from './preview-given.ts';
import {
  type GivenSelection,
  readSelection,
  selectionLists,
  selectionNames,
  writeSelection,
} from './read-selection.ts';
import { startBulkAction } from './start-bulk-action.ts';

export const handle = { words: ['bulk_actions', 'imports'] };

const names = ['act', ...inputNames, ...selectionNames] as const;

/** What an address or a form asks for; inviting where it does not say. */
function asked({ act: name, ...sent }: { act?: string } & GivenSelection & GivenInput) {
  const act = bulkActNames.find((one) => one === name) ?? 'invite';
  const isInput = ([one]: [string, unknown]) => (inputNames as readonly string[]).includes(one);
  const given: GivenInput = Object.fromEntries(Object.entries(sent).filter(isInput));
  const chosen = Object.fromEntries(Object.entries(sent).filter((one) => !isInput(one))) as unknown as GivenSelection;
  return { act, given, chosen, selection: readSelection(chosen) };
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { chosen, ...wanted } = asked(queryValues(new URL(request.url), names, selectionLists));
  const found = await previewGiven(pageContext(context), wanted);
  return {
    found,
    given: wanted.given,
    fields: [['act', wanted.act] as const, ...writeSelection(chosen)],
    back_to: backOf(chosen),
  };
}

/** Where the contacts were chosen. */
function backOf({ created_by_import_id, ...chosen }: GivenSelection): string {
  return created_by_import_id ? `/imports/${created_by_import_id}` : pathOfContacts(readContactFilter(chosen));
}

export async function action(args: Route.ActionArgs) {
  const { seen_count, ...sent } = await formValues(args, [...names, 'seen_count'], selectionLists);
  const seen = seen_count === undefined ? undefined : Number(seen_count) || 0;
  const { act, selection, given } = asked(sent);
  const { id } = await startBulkAction(pageContext(args.context), { act, selection, given, seen_count: seen });
  return redirect(`/bulk-actions/${id}`);
}

/** What an act on many would do, before anything is done: what it needs to know, who changes and who does not. */
export default function BulkActionNew({ loaderData: { found, given, fields, back_to } }: Route.ComponentProps) {
  const t = useTranslations('bulk_actions');
  const contacts = useTranslations('contacts');
  const { act, takes, total_count, preview, invitations } = found;
  const input = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const seen = [...fields, ['seen_count', String(total_count)] as const];
  const left_out = preview?.left_out ?? invitations?.left_out;
  return (
    <>
      <PageHeader
        title={t(`acts.${act}.name`)}
        crumbs={[{ to: '/contacts', label: contacts('title') }]}
        subtitle={t('selected_count', { count: total_count })}
      />
      <Page layout="record" side={left_out && <LeftOut act={act} left_out={left_out} />}>
        {takes !== 'nothing' && <ActInputForm given={given} found={found} fields={fields} backTo={back_to} />}
        {invitations && <InvitePreview preview={invitations} fields={seen} backTo={back_to} />}
        {preview && act !== 'invite' && (
          <ActPreview
            act={act}
            preview={preview}
            settable={found.fields}
            fields={[...seen, ...input]}
            backTo={back_to}
          />
        )}
      </Page>
    </>
  );
}
