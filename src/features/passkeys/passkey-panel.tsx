import { useTranslations } from 'use-intl';
import type { Side } from '#features/sessions/session.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Notice } from '#ui/notice.tsx';
import { Panel } from '#ui/panel.tsx';
import { PasskeyForm } from './passkey-form.tsx';

interface Props {
  side: Side;
  /** Why the last try opened nothing. */
  failure: string | null;
  /** Days that somebody may stay signed in; 0 offers it to nobody. */
  rememberedDays: number;
  /** The way to the page with the password. */
  back: { to: string; label: string };
}

/** The one task of signing in by a passkey, with the way back for whoever has none here. */
export function PasskeyPanel({ side, failure, rememberedDays, back }: Props) {
  const t = useTranslations('passkeys.sign_in');
  return (
    <Panel title={t('title')} intro={t('intro')}>
      {failure && (
        <Notice tone="danger" isNews>
          {failure}
        </Notice>
      )}
      <PasskeyForm
        kind="get"
        options={side === 'portal' ? '/portal/passkey/sign-in' : '/passkey/sign-in'}
        intent="sign_in"
        label={t('submit')}
        look={{ size: 'large', isWide: true }}
        without={<Notice tone="info">{t('without')}</Notice>}
      >
        {rememberedDays > 0 && (
          <Checkbox name="remember" label={t('remember')} hint={t('remember_hint', { days: rememberedDays })} />
        )}
      </PasskeyForm>
      <a href={back.to}>{back.label}</a>
    </Panel>
  );
}
