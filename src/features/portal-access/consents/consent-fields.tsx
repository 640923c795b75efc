import { useLocale, useTranslations } from 'use-intl';
import { labelOf } from '#platform/fields/label-of.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { type Consent, consentBox, type PolicyDocument } from './consent.ts';
import css from './consents.module.css';

export type Policies = Record<`${PolicyDocument}_url`, string | null>;

/** A box for each consent, unticked, what is required apart from what is not; what it says in full folds out. */
export function ConsentFields({ consents, policies }: { consents: readonly Consent[]; policies: Policies }) {
  const t = useTranslations('portal_access.consents');
  return ([true, false] as const).map((is_required) => {
    const own = consents.filter((consent) => consent.is_required === is_required);
    if (own.length === 0) return null;
    return (
      <fieldset key={String(is_required)} className={css.group}>
        <legend>{t(is_required ? 'required' : 'optional')}</legend>
        {own.map((consent) => (
          <ConsentField key={consent.id} consent={consent} policies={policies} />
        ))}
      </fieldset>
    );
  });
}

function ConsentField({ consent, policies }: { consent: Consent; policies: Policies }) {
  const t = useTranslations('portal_access.consents');
  const { is_required, document } = consent;
  const locale = useLocale();
  const text = wordsIn(consent.texts, locale);
  const url = document && policies[`${document}_url`];
  return (
    <div className={css.consent}>
      <Checkbox name={consentBox(consent)} label={wordsIn(consent.labels, locale)} isRequired={is_required} />
      {(text || url) && (
        <div className={css.more}>
          {text && (
            <details>
              <summary>{t('read')}</summary>
              <p>{text}</p>
            </details>
          )}
          {url && (
            <a href={url} target="_blank" rel="noopener">
              {t(document)}
            </a>
          )}
        </div>
      )}
    </div>
  );
}

/** An account's own words in the reader's language, or in the one that it has given. */
export function wordsIn(words: Consent['labels'], locale: string): string {
  return labelOf({ name: '', label: words }, locale as 'en' | 'ko', (key) => key);
}
