import { useId } from 'react';
import { useTranslations } from 'use-intl';
import css from '#features/contacts/contact.module.css';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import { AddressText } from '#ui/address-text.tsx';
import { Badge } from '#ui/badge.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Menu, MenuButton, MenuDivider } from '#ui/menu.tsx';
import { Moment } from '#ui/moment.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import { AddressClash } from './address-clash.tsx';

/** A contact's addresses with their state, what can be done with each, and the way to add one. */
export function ContactAddresses({ contact, canEdit }: { contact: FoundContact; canEdit: boolean }) {
  const t = useTranslations('contacts.addresses');
  return (
    <Card title={t('title')}>
      {contact.emails.length === 0 && <p>{t('none')}</p>}
      <ul className={css.addresses}>
        {contact.emails.map((address) => (
          <li key={address.email}>
            <Address address={address} />
            {canEdit && !address.is_primary && <AddressMenu email={address.email} state={address.state} />}
          </li>
        ))}
      </ul>
      {canEdit && (
        <Form
          intent="add_email"
          layout="row"
          key={contact.emails.length}
          advice={(failure) => <AddressClash failure={failure} contact_id={contact.id} />}
        >
          <TextField name="email" type="email" label={t('new')} />
          <SubmitButton kind="default">{t('add')}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}

function Address({ address }: { address: FoundContact['emails'][number] }) {
  const t = useTranslations('contacts.addresses');
  const bounces = useTranslations('invitations.bounces');
  const { email, shown, state, verified_at, is_primary, is_mixed_script, bounced_at, bounce_reason } = address;
  return (
    <div className={css.address}>
      <a href={`mailto:${email}`}>
        <AddressText address={shown} />
      </a>
      <p>
        {is_primary && <Badge tone="accent">{t('primary')}</Badge>}
        <Badge tone={state === 'verified' ? 'success' : 'neutral'} isQuiet>
          {t(state)}
        </Badge>
        {state === 'verified' && verified_at && (
          <span>{t.rich('verified_by_link', { when: () => <Moment at={verified_at} as="date" /> })}</span>
        )}
      </p>
      {bounced_at && (
        <p className={css.warning}>
          {t.rich('bounced', {
            when: () => <Moment at={bounced_at} as="date" />,
            reason: bounces((bounce_reason ?? 'unknown') as 'unknown'),
          })}
        </p>
      )}
      {is_mixed_script && <p className={css.warning}>{t('mixed_script')}</p>}
    </div>
  );
}

function AddressMenu({ email, state }: Pick<FoundContact['emails'][number], 'email' | 'state'>) {
  const t = useTranslations('contacts.addresses');
  const id = useId();
  return (
    <>
      <Form intent="make_primary" layout="bare" id={`${id}-primary`}>
        <input type="hidden" name="email" value={email} />
      </Form>
      <Form intent={state === 'retired' ? 'restore_email' : 'retire_email'} layout="bare" id={`${id}-retire`}>
        <input type="hidden" name="email" value={email} />
      </Form>
      <Form intent="remove_email" layout="bare" id={`${id}-remove`}>
        <input type="hidden" name="email" value={email} />
      </Form>
      <Menu label={t('options', { email })} kind="quiet" size="small">
        {(['keep', 'retire', 'remove'] as const).map((former) => (
          <MenuButton key={former} type="submit" form={`${id}-primary`} name="former" value={former}>
            {t(`make_primary_${former}`)}
          </MenuButton>
        ))}
        <MenuDivider />
        <MenuButton type="submit" form={`${id}-retire`}>
          {t(state === 'retired' ? 'restore' : 'retire')}
        </MenuButton>
        <MenuButton type="submit" form={`${id}-remove`} icon="trash" tone="danger">
          {t('remove')}
        </MenuButton>
      </Menu>
    </>
  );
}
