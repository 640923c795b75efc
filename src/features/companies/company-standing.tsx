import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import { Form, type FormFailure } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { CompanyRights } from './company-actions.tsx';
import type { FoundCompany } from './find-company.ts';

interface Props {
  company: FoundCompany;
  may: CompanyRights;
  /** The newest of its change log: what Undo takes back. */
  newest: ListedChange | undefined;
  /** What led here, as the address says it. */
  done: string | undefined;
  /** The change of domain that Undo takes back. */
  domainChange: { id: number; old_domain: string; new_domain: string; changed_count: number } | null;
}

/** Above the cards of a company: that it is deleted, what was just done to it, and the way back. */
export function CompanyStanding({ company, may, newest, done, domainChange }: Props) {
  const t = useTranslations('companies.standing');
  const answer = useActionData() as { done?: string; count?: number; failure?: FormFailure } | undefined;
  const failed = answer?.failure;
  return (
    <>
      {failed && (
        <Notice tone="danger" isNews>
          {failed.sentence}
        </Notice>
      )}
      {company.deleted_at && (
        <Notice
          tone="warning"
          title={t('deleted')}
          isNews={done === 'deleted'}
          actions={may.delete && <Undo intent="restore" label={t('restore')} />}
        >
          <Moment at={company.deleted_at} as="exact" /> · {t('deleted_hint')}
        </Notice>
      )}
      {answer?.done && (
        <Notice
          tone="success"
          isNews
          actions={
            answer.done === 'collect' &&
            newest?.act === 'contacts_collected' &&
            may.change_domain && <Undo intent="undo_collect" fields={{ change_id: newest.id ?? 0 }} label={t('undo')} />
          }
        >
          {t(`done.${answer.done as 'collect'}`, { count: answer.count ?? 0 })}
        </Notice>
      )}
      {!answer && done === 'moved' && newest?.act === 'moved' && (
        <Notice
          tone="success"
          isNews
          actions={may.edit && <Undo intent="undo_move" fields={{ change_id: newest.id ?? 0 }} label={t('undo')} />}
        >
          {company.parent_company ? t('moved', { parent: company.parent_company }) : t('moved_to_top')}
        </Notice>
      )}
      {!answer && domainChange && (
        <Notice
          tone="success"
          isNews
          actions={
            may.change_domain && <Undo intent="undo_domain" fields={{ change_id: domainChange.id }} label={t('undo')} />
          }
        >
          {t('domain_changed', domainChange)}
        </Notice>
      )}
    </>
  );
}

function Undo({
  intent,
  label,
  fields = {},
}: {
  intent: string;
  label: string;
  fields?: Record<string, string | number>;
}) {
  return (
    <Form intent={intent} layout="bare">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind="default" icon="undo">
        {label}
      </SubmitButton>
    </Form>
  );
}
