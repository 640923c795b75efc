import type { ReactNode } from 'react';
import { ButtonLink } from './button-link.tsx';
import css from './filter-form.module.css';
import { Form } from './form.tsx';
import { SubmitButton } from './submit-button.tsx';

interface Props {
  action: string;
  label: string;
  apply: string;
  /** The way back to everything; absent where nothing is narrowed. */
  clear?: { label: string; to: string } | undefined;
  /** The fields. */
  children: ReactNode;
}

/** Above a list of records of what happened: narrows it by its fields; the address takes it all. */
export function FilterForm({ action, label, apply, clear, children }: Props) {
  return (
    <Form method="get" action={action} layout="bare" role="search" aria-label={label}>
      <div className={css.filter}>
        {children}
        <div className={css.buttons}>
          <SubmitButton kind="default" icon="filter">
            {apply}
          </SubmitButton>
          {clear && (
            <ButtonLink to={clear.to} kind="quiet">
              {clear.label}
            </ButtonLink>
          )}
        </div>
      </div>
    </Form>
  );
}
