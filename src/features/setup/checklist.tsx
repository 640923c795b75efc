import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Right } from '#platform/rights.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import css from './checklist.module.css';
import { isHere, type Step, type StepHere, steps } from './step.ts';

/** Who can do each step; others see how far it is. */
const rightOf: Record<StepHere, Right> = {
  import: 'imports.run',
  mail_test: 'mail_templates.edit',
  policy: 'settings.edit',
  mail_on: 'mail.switch',
  invite: 'contacts.invite',
  colleagues: 'agents.edit',
};

/** The way from an empty help desk to customers who sign in. Gone once every step is done. */
export function Checklist({ done, rights }: { done: Record<Step, boolean>; rights: readonly Right[] }) {
  const t = useTranslations('setup.checklist');
  const doneCount = steps.filter((step) => done[step]).length;
  if (doneCount === steps.length) return null;
  const next = steps.find((step) => !done[step] && isHere(step));
  return (
    <Card
      title={t('title')}
      actions={<span className={css.count}>{t('done', { done: doneCount, all: steps.length })}</span>}
    >
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step} className={css.step} data-done={done[step] ? '' : undefined}>
            <span className={css.mark}>
              {done[step] && <Icon name="check" size={14} />}
              <span className="visually-hidden">{t(done[step] ? 'is_done' : 'is_open')}</span>
            </span>
            <div className={css.words}>
              <h3>{t(`steps.${step}.title`)}</h3>
              {!done[step] && <p>{t(`steps.${step}.why`)}</p>}
            </div>
            {isHere(step) && !done[step] && rights.includes(rightOf[step]) && (
              <div className={css.action}>
                <StepAction step={step} isNext={step === next} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepAction({ step, isNext }: { step: StepHere; isNext: boolean }): ReactNode {
  const t = useTranslations('setup.checklist.steps');
  const kind = isNext ? 'primary' : 'default';
  if (step === 'mail_on') {
    return (
      <Form layout="bare">
        <SubmitButton kind={kind}>{t('mail_on.action')}</SubmitButton>
      </Form>
    );
  }
  const to = {
    import: '/imports/new',
    mail_test: '/settings/mail-templates',
    policy: '/settings/portal',
    invite: '/contacts?view=unverified',
    colleagues: '/settings/agents/new',
  }[step];
  return (
    <ButtonLink to={to} kind={kind}>
      {t(`${step}.action`)}
    </ButtonLink>
  );
}
