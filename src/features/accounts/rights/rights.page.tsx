import { useTranslations } from 'use-intl';
import { isAllowed } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/rights.page.ts';
import { listRights } from './list-rights.ts';
import { resetRights } from './reset-rights.ts';
import { changesOfTicks, type RightChange, tickOf } from './right-change.ts';
import css from './rights.module.css';
import { RightsGrid, ticksOf } from './rights-grid.tsx';
import { updateRights } from './update-rights.ts';

export const handle = { words: ['rights'] };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  return { table: await listRights(ctx), sees_log: isAllowed(ctx, 'change_log.view') };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, shown, ticks } = await formValues(args, ['intent'], ['shown', 'ticks']);
  if (intent === 'reset') return resetRights(ctx);
  return updateRights(ctx, { changes: changesOfTicks(shown, ticks) });
}

/** Who may do what, for admins to change. */
export default function Rights({ loaderData: { table, sees_log }, actionData }: Route.ComponentProps) {
  const t = useTranslations('rights');
  const changed = actionData?.changed ?? null;
  const differing = Object.values(table).flatMap((cells) => Object.values(cells).filter((cell) => !cell.is_default));
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          sees_log && (
            <ButtonLink to="/settings/change-log?record=account&act=rights_changed" icon="clock">
              {t('history')}
            </ButtonLink>
          )
        }
      />
      <Page>
        {changed && (
          <Notice tone="success" isNews actions={changed.length > 0 && <Undo changed={changed} />}>
            {t('saved', { count: changed.length })}
          </Notice>
        )}
        <Form intent="save" key={ticksOf(table).join()} layout="bare">
          <RightsGrid table={table} />
          <div className={css.bar}>
            <FormActions>
              <SubmitButton>{t('save')}</SubmitButton>
              {differing.length > 0 && (
                <Button kind="quiet" form="reset-rights">
                  {t('reset')}
                </Button>
              )}
              <span className={css.differing}>
                {differing.length > 0 ? t('differing', { count: differing.length }) : t('all_default')}
              </span>
            </FormActions>
          </div>
        </Form>
        <Form intent="reset" id="reset-rights" layout="bare">
          {null}
        </Form>
      </Page>
    </>
  );
}

/** Sends what was just changed the other way round. */
function Undo({ changed }: { changed: readonly RightChange[] }) {
  const t = useTranslations('rights');
  return (
    <Form intent="undo" layout="bare">
      {changed.map((one) => (
        <input key={tickOf(one)} type="hidden" name={one.is_held ? 'shown' : 'ticks'} value={tickOf(one)} />
      ))}
      <SubmitButton kind="quiet" size="small" icon="undo">
        {t('undo')}
      </SubmitButton>
    </Form>
  );
}
