import { useTranslations } from 'use-intl';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Moment } from '#ui/moment.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { CodeField } from './code-field.tsx';
import { EnrolmentView } from './enrolment-view.tsx';
import type { Enrolment } from './find-enrolment.ts';
import type { SecondFactor } from './find-second-factor.ts';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import css from './second-factor.module.css';

interface Props {
  factor: SecondFactor;
  /** What waits for its first code. */
  enrolment: Enrolment | null;
  /** New recovery codes, this once. */
  codes: readonly string[] | null;
  /** Whether the account asks all agents for codes. */
  isRequired: boolean;
  /** Whether he has proved lately who he is. */
  isFresh: boolean;
}

/** An agent's second step at sign-in: setting it up, new recovery codes, doing without. */
export function SecondFactorCard({ factor, enrolment, codes, isRequired, isFresh }: Props) {
  const t = useTranslations('second_factor');
  const isOn = factor.confirmed_at !== null;
  return (
    <Card title={t('title')} actions={<Badge tone={isOn ? 'success' : 'neutral'}>{t(isOn ? 'on' : 'off')}</Badge>}>
      {codes && <RecoveryCodeList codes={codes} />}
      {isOn ? (
        <SwitchedOn factor={factor} isRequired={isRequired} />
      ) : (
        <SwitchedOff enrolment={enrolment} isFresh={isFresh} />
      )}
    </Card>
  );
}

function SwitchedOn({ factor: { confirmed_at, codes_left }, isRequired }: Pick<Props, 'factor' | 'isRequired'>) {
  const t = useTranslations('second_factor');
  return (
    <div className={css.forms}>
      <p>
        {t.rich('on_since', { at: () => <Moment at={confirmed_at!} as="date" /> })} {t('left', { count: codes_left })}
      </p>
      <details>
        <summary>{t('renew')}</summary>
        <Form intent="renew_codes">
          <CodeField />
          <FormActions>
            <SubmitButton kind="default">{t('renew_submit')}</SubmitButton>
          </FormActions>
        </Form>
      </details>
      {isRequired ? (
        <p>{t('is_required')}</p>
      ) : (
        <details>
          <summary>{t('remove')}</summary>
          <Form intent="remove_second_factor">
            <CodeField />
            <FormActions>
              <SubmitButton kind="default">{t('remove_submit')}</SubmitButton>
            </FormActions>
          </Form>
        </details>
      )}
    </div>
  );
}

function SwitchedOff({ enrolment, isFresh }: Pick<Props, 'enrolment' | 'isFresh'>) {
  const t = useTranslations('second_factor');
  return (
    <>
      <p>{t('intro')}</p>
      {!isFresh && (
        <div>
          <ButtonLink to="/profile/confirm" reloadDocument>
            {t('set_up')}
          </ButtonLink>
        </div>
      )}
      {isFresh && !enrolment && (
        <Form intent="start_second_factor" layout="bare">
          <SubmitButton kind="default">{t('set_up')}</SubmitButton>
        </Form>
      )}
      {isFresh && enrolment && (
        <>
          <EnrolmentView enrolment={enrolment} />
          <Form intent="confirm_second_factor">
            <CodeField isFirst />
            <FormActions>
              <SubmitButton>{t('confirm')}</SubmitButton>
            </FormActions>
          </Form>
        </>
      )}
    </>
  );
}
