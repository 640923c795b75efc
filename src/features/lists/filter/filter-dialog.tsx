import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { checkCondition } from './check-condition.ts';
import { type Condition, type Conditions, mostConditions } from './condition.ts';
import { ConditionRow } from './condition-row.tsx';
import type { Asked } from './condition-words.tsx';
import css from './filter.module.css';
import { type FilterField, operatorsOf } from './filter-field.ts';

export interface FilterDialogProps extends Asked {
  conditions: Conditions;
  pathOf(conditions: Conditions): string;
}

/** Narrows the list by any field: all conditions, those of a group together, groups as alternatives. Opens as it comes. */
export function FilterDialog({ conditions, pathOf, ...asked }: FilterDialogProps) {
  const { record, fields } = asked;
  const t = useTranslations('lists.filter');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [isTried, setTried] = useState(false);
  const first = firstCondition(fields);
  const [draft, setDraft] = useState<Conditions>(conditions.length > 0 ? conditions : [[first]]);
  const count = draft.flat().length;
  useEffect(() => dialog.current?.showModal(), []);
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.flat().every((condition) => checkCondition(condition, fields))) return setTried(true);
    dialog.current?.close();
    navigate(pathOf(draft), { preventScrollReset: true });
  };
  const replace = (place: number, at: number, changed: Condition | null) =>
    setDraft(
      draft
        .map((group, here) =>
          here === place
            ? group.flatMap((each, position) => (position === at ? (changed ? [changed] : []) : [each]))
            : group,
        )
        .filter((group) => group.length > 0),
    );
  const add = (place: number) => setDraft(draft.map((group, here) => (here === place ? [...group, first] : group)));
  return (
    <Dialog
      id={id}
      dialogRef={dialog}
      title={t('title')}
      size="large"
      actions={
        <>
          <Button type="button" kind="quiet" onClick={() => setDraft([])}>
            {t('clear')}
          </Button>
          <Button form={`${id}-form`} kind="primary">
            {t(`${record}.show`)}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={show} className={css.draft} noValidate>
        {draft.length === 0 && <p className={css.everybody}>{t(`${record}.everybody`)}</p>}
        {draft.map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is what stands at this place
          <fieldset key={place} className={css.group}>
            <legend className={css.legend}>{t(place === 0 ? `${record}.first_group` : `${record}.other_group`)}</legend>
            {group.map((condition, at) => (
              <ConditionRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a condition is what stands at this place
                key={at}
                condition={condition}
                {...asked}
                isWrong={isTried && checkCondition(condition, fields) === null}
                onChange={(changed) => replace(place, at, changed)}
              />
            ))}
            {count < mostConditions && (
              <div>
                <Button type="button" kind="quiet" size="small" icon="plus" onClick={() => add(place)}>
                  {t('and_add')}
                </Button>
              </div>
            )}
          </fieldset>
        ))}
        {count < mostConditions && (
          <div>
            <Button type="button" size="small" icon="plus" onClick={() => setDraft([...draft, [first]])}>
              {draft.length === 0 ? t('add') : t('or_add')}
            </Button>
          </div>
        )}
      </form>
    </Dialog>
  );
}

function firstCondition(fields: readonly FilterField[]): Condition {
  const field = fields.find(({ name }) => name === 'tags') ?? fields[0]!;
  return { field: field.name, operator: operatorsOf(field)[0]!, values: [] };
}
