import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button, type ButtonLook } from '#ui/button.tsx';
import css from './passkey-form.module.css';

interface Props {
  /** Makes a key, or uses one. */
  kind: 'create' | 'get';
  /** Where `public/passkey.js` asks for a challenge; one of `passkeys.api.ts`. */
  options: string;
  intent: string;
  label: string;
  /** Fields that go along. */
  children?: ReactNode;
  look?: ButtonLook;
  /** What stands here for a browser that can't: without script, or without passkeys. */
  without: ReactNode;
}

/**
 * A form that a passkey answers. Its module is the only script of the portal, asked for by the pages that have such a form;
 * where it does not run the form stays hidden and `without` is there instead.
 */
export function PasskeyForm({ kind, options, intent, label, children, look, without }: Props) {
  const t = useTranslations('passkeys.form');
  return (
    <>
      <script type="module" src="/passkey.js" async />
      <form
        method="post"
        className={css.with}
        data-passkey={kind}
        data-options={options}
        data-cancelled={t('cancelled')}
        data-known={t('known')}
        data-failed={t('failed')}
      >
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="credential" value="" />
        {children}
        <p role="alert" className={css.trouble} />
        <Button kind="primary" icon="key" {...look}>
          {label}
        </Button>
      </form>
      <div className={css.without}>{without}</div>
    </>
  );
}
