import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '#ui/badge.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { StatRow } from '#ui/stat-row.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { CheckedAddresses, CheckedPerson } from './check-pasted-addresses.ts';

interface Props {
  text: string;
  checked: CheckedAddresses;
  can_invite_many: boolean;
  is_mail_to_customers_on: boolean;
}

/** What would become of everybody in a pasted list, and the one button that does it. */
export function PastedList({ text, checked, can_invite_many, is_mail_to_customers_on }: Props) {
  const t = useTranslations('invitation_board.pasted');
  const bulk = useTranslations('bulk_actions');
  const count = checked.new_count + checked.known_count;
  const mayInvite = count === 1 || can_invite_many;
  return (
    <>
      <Counts checked={checked} />
      {count > 0 && !is_mail_to_customers_on && (
        <Notice tone="warning" title={bulk('mail_is_off')}>
          {bulk('mail_is_off_hint')}
        </Notice>
      )}
      <Card title={t('summary')}>
        <Form intent="send">
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="digest" value={checked.digest} />
          <p>
            {count === 0 ? t('none') : t('nothing_yet')} {count > 1 && mayInvite && t('wait')}
            {!mayInvite && count > 0 && t('needs_bulk')}
          </p>
          {count > 0 && mayInvite && (
            <FormActions>
              <SubmitButton icon="mail">{t('send', { count })}</SubmitButton>
            </FormActions>
          )}
        </Form>
        <Table
          caption={t('summary')}
          columns={useColumns()}
          rows={checked.people.map((person, place) => ({ ...person, place }))}
          idOf={({ place }) => place}
          nameOf={({ email, text: typed }) => email ?? typed}
        />
      </Card>
    </>
  );
}

function Counts({ checked }: { checked: CheckedAddresses }) {
  const t = useTranslations('invitation_board.pasted');
  const format = useFormatter();
  return (
    <StatRow
      label={t('summary')}
      stats={[
        { label: t('new'), value: format.number(checked.new_count) },
        { label: t('known'), value: format.number(checked.known_count) },
        {
          label: t('left_out'),
          value: format.number(checked.left_out_count),
          ...(checked.left_out_count > 0 && { tone: 'warning' as const }),
        },
      ]}
    />
  );
}

type Row = CheckedPerson & { place: number };

function useColumns(): [Column<Row>, ...Column<Row>[]] {
  const t = useTranslations('invitation_board.pasted');
  const invitations = useTranslations('invitations');
  return [
    {
      key: 'person',
      header: t('person'),
      cell: ({ name, contact_name, text }) => name ?? contact_name ?? text,
      width: 'share',
    },
    { key: 'email', header: invitations('address'), cell: ({ email }) => email, width: 'share' },
    { key: 'what', header: t('what'), cell: (row) => <Outcome person={row} />, width: 'wide' },
  ];
}

function Outcome({ person }: { person: Row }) {
  const t = useTranslations('invitation_board.pasted');
  const { outcome, reason, contact_id, contact_name, name } = person;
  const words =
    outcome === 'known' && contact_name && contact_name !== name
      ? t('outcomes.known_as', { name: contact_name })
      : outcome !== 'left_out' && t(`outcomes.${outcome}`);
  const badge = (
    <Badge tone={outcome === 'left_out' ? 'warning' : 'success'} isQuiet>
      {reason ? t(`reasons.${reason}`) : words || ''}
    </Badge>
  );
  return contact_id === null ? badge : <Link to={`/contacts/${contact_id}`}>{badge}</Link>;
}
