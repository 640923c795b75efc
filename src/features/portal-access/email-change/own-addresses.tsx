import { useTranslations } from 'use-intl';
import { AddressText } from '#ui/address-text.tsx';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import css from './own-addresses.module.css';

interface Props {
  emails: { shown: string; is_primary: boolean; state: 'unverified' | 'verified' | 'retired' }[];
  /** The address that he has asked for and not confirmed yet. */
  pending: string | null;
  /** That he has just asked. */
  is_new: boolean;
}

/** A customer's addresses, the way to another one, and what is under way. */
export function OwnAddresses({ emails, pending, is_new }: Props) {
  const t = useTranslations('portal_access.email_change');
  return (
    <Card
      title={t('addresses')}
      actions={
        <ButtonLink to="/portal/profile/email" reloadDocument>
          {t('change')}
        </ButtonLink>
      }
    >
      <ul className={css.addresses}>
        {emails.map(({ shown, is_primary, state }) => (
          <li key={shown}>
            <span>
              <AddressText address={shown} />
            </span>
            {is_primary && <Badge tone="accent">{t('primary')}</Badge>}
            {state === 'verified' && <Badge tone="success">{t('verified')}</Badge>}
            {is_primary && state === 'unverified' && pending !== shown && (
              <Form intent="prove_email" layout="bare" action="/portal/profile" reloadDocument>
                <SubmitButton kind="default" size="small">
                  {t('prove')}
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {pending && (
        <Notice
          tone="info"
          title={t('pending', { email: pending })}
          isNews={is_new}
          actions={
            <Form intent="cancel_email" layout="bare" action="/portal/profile" reloadDocument>
              <SubmitButton kind="default">{t('cancel')}</SubmitButton>
            </Form>
          }
        >
          {t('pending_hint')}
        </Notice>
      )}
    </Card>
  );
}
