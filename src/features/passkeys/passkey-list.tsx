import { useTranslations } from 'use-intl';
import type { Side } from '#features/sessions/session.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { Moment } from '#ui/moment.tsx';
import { OwnRow, OwnRows } from '#ui/own-rows.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Passkey } from './passkey.ts';
import { PasskeyForm } from './passkey-form.tsx';
import css from './passkey-list.module.css';

interface Props {
  passkeys: readonly Passkey[];
  /** Whether their owner has proved lately who he is: before that they are only shown and named. */
  isFresh: boolean;
  side: Side;
}

/** Somebody's own passkeys: what they are called, where they are kept, when they were used; adding, naming, taking away. */
export function PasskeyList({ passkeys, isFresh, side }: Props) {
  const t = useTranslations('passkeys');
  const base = side === 'portal' ? '/portal' : '';
  const confirm = side === 'portal' ? '/portal/confirm' : '/profile/confirm';
  return (
    <Card title={t('title')}>
      <p className={css.intro}>{t('intro')}</p>
      {passkeys.length > 0 && (
        <OwnRows>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} isFresh={isFresh} />
          ))}
        </OwnRows>
      )}
      {isFresh ? (
        <PasskeyForm
          kind="create"
          options={`${base}/passkey/registration`}
          intent="add_passkey"
          label={t('add')}
          look={{ kind: 'default', icon: 'plus' }}
          without={<p className={css.intro}>{t('without')}</p>}
        />
      ) : (
        <div>
          <ButtonLink to={confirm} icon="plus" reloadDocument>
            {t(passkeys.length > 0 ? 'add_or_remove' : 'add')}
          </ButtonLink>
        </div>
      )}
    </Card>
  );
}

function PasskeyRow({ passkey, isFresh }: { passkey: Passkey; isFresh: boolean }) {
  const t = useTranslations('passkeys');
  const { id, name, is_backup_eligible, is_backed_up, created_at, last_used_at } = passkey;
  const kept = is_backed_up ? 'synced' : is_backup_eligible ? 'can_be_synced' : 'here_only';
  return (
    <OwnRow
      sign={<Icon name="key" size={20} />}
      name={name}
      badge={<Badge>{t(kept)}</Badge>}
      end={
        isFresh && (
          <Form intent="remove_passkey" layout="bare">
            <input type="hidden" name="passkey_id" value={id} />
            <SubmitButton kind="default" size="small" aria-label={t('remove_one', { name })}>
              {t('remove')}
            </SubmitButton>
          </Form>
        )
      }
    >
      <p>
        {t.rich('added', { at: () => <Moment at={created_at} as="date" /> })} ·{' '}
        {last_used_at ? t.rich('used', { at: () => <Moment at={last_used_at} /> }) : t('never_used')}
      </p>
      <details className={css.rename}>
        <summary>{t('rename')}</summary>
        <Form intent="rename_passkey" layout="row">
          <input type="hidden" name="passkey_id" value={id} />
          <TextField name="name" label={t('name')} defaultValue={name} isRequired />
          <SubmitButton kind="default">{t('save')}</SubmitButton>
        </Form>
      </details>
    </OwnRow>
  );
}
