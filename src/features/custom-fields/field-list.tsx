import { Link, Form as RouterForm } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Field } from '#platform/fields/field.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Icon } from '#ui/icon.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { type CustomField, type CustomisedRecord, fieldSwitches } from './custom-field.ts';
import css from './field-list.module.css';
import { useFieldOrder } from './use-field-order.ts';

interface Props {
  record: CustomisedRecord;
  /** Those that every account has; they come first in forms. */
  builtIn: readonly Field[];
  fields: readonly CustomField[];
}

/** The fields of a record as its form has them: the built-in ones, then the account's own, which can be moved. */
export function FieldList({ record, builtIn, fields }: Props) {
  const t = useTranslations('custom_fields');
  const labelOf = useFieldLabel();
  const { list, shown, dragged, moved, move, handleOf } = useFieldOrder(fields);
  const titleOf = ({ name, labels }: CustomField) => labelOf({ name, label: labels });
  const movedField = fields.find(({ id }) => id === moved?.id);
  return (
    <RouterForm method="post">
      <BuiltInFields builtIn={builtIn} />
      {fields.length === 0 && <p className={css.none}>{t(`none_of.${record}`)}</p>}
      <ol className={css.list} ref={list} aria-label={t(`of.${record}`)}>
        {shown.map((field, at) => {
          const name = titleOf(field);
          const place = at + 1;
          const mover = (to: number) => ({
            name: 'moved',
            value: `${field.id}:${to}`,
            size: 'small' as const,
            kind: 'quiet' as const,
            disabled: to < 1 || to > shown.length,
            onClick: (event: { preventDefault(): void }) => {
              event.preventDefault();
              move(field.id, to);
            },
          });
          return (
            <li key={field.id} className={css.row} data-dragged={dragged === field.id ? '' : undefined}>
              <button
                type="button"
                className={css.handle}
                aria-label={t('handle', { name, place, count: shown.length })}
                title={t('handle_hint')}
                {...handleOf(field.id)}
              >
                <Icon name="grip" />
              </button>
              <FieldName field={field} name={name} />
              <Switches field={field} />
              <div className={css.acts}>
                <Button icon="arrowUp" aria-label={t('move_up', { name })} {...mover(place - 1)} />
                <Button icon="arrowDown" aria-label={t('move_down', { name })} {...mover(place + 1)} />
                <ButtonLink
                  to={`/settings/fields/${field.id}/delete`}
                  icon="trash"
                  size="small"
                  kind="quiet"
                  aria-label={t('delete_named', { name })}
                />
              </div>
            </li>
          );
        })}
      </ol>
      <p className="visually-hidden" role="status">
        {movedField && moved && t('moved', { name: titleOf(movedField), place: moved.place, count: shown.length })}
      </p>
    </RouterForm>
  );
}

function FieldName({ field, name }: { field: CustomField; name: string }) {
  const kinds = useTranslations('fields.kinds');
  return (
    <div className={css.name}>
      <Link to={`/settings/fields/${field.id}`}>{name}</Link>
      <span className={css.kind}>
        {kinds(field.kind)} · <code>{field.name}</code>
      </span>
    </div>
  );
}

function Switches({ field }: { field: CustomField }) {
  const t = useTranslations('custom_fields.switches');
  // What implies another says it as well.
  const said = fieldSwitches.filter((name) => {
    if (name === 'is_shown_to_customers') return field[name] && !field.is_editable_by_customers;
    if (name === 'is_editable_by_customers') return field[name] && !field.is_required_for_customers;
    return field[name];
  });
  return (
    <div className={css.switches}>
      {said.map((name) => (
        <Badge key={name}>{t(name)}</Badge>
      ))}
    </div>
  );
}

function BuiltInFields({ builtIn }: { builtIn: readonly Field[] }) {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const labelOf = useFieldLabel();
  return (
    <details className={css.fixed}>
      <summary>{t('built_in', { count: builtIn.length })}</summary>
      <ol className={css.list}>
        {builtIn.map((field) => (
          <li key={field.name} className={css.row}>
            <Icon name="lock" size={12} />
            <div className={css.name}>
              <span>{labelOf(field)}</span>
              <span className={css.kind}>
                {kinds(field.kind)} · <code>{field.name}</code>
              </span>
            </div>
            <div className={css.switches}>
              {field.is_required && <Badge>{t('switches.is_required_for_agents')}</Badge>}
              {field.is_unique && <Badge>{t('switches.is_unique')}</Badge>}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
