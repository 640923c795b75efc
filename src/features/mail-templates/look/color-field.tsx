import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { TextField } from '#ui/text-field.tsx';
import css from './look.module.css';
import { contrastOf, darkGround, lightGround, shadesOf } from './shades.ts';

/** Maru's own colour of buttons, where an account has none. */
const ownColor = '#3a50c2';

/** A colour as text and by the browser's own choice, with how it will look on light and dark pages and how well it reads. */
export function ColorField({ color }: { color: string | null }) {
  const t = useTranslations('mail_templates.look');
  const [typed, setTyped] = useState(color ?? '');
  const isColor = /^#[0-9a-f]{6}$/i.test(typed);
  return (
    <div className={css.color}>
      <div className={css.choice}>
        <TextField
          name="accent_color"
          label={t('color')}
          hint={`${t('color_hint')} ${t('no_color')}`}
          value={typed}
          placeholder={ownColor}
          maxLength={7}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value.trim())}
        />
        <input
          type="color"
          aria-label={t('pick')}
          value={isColor ? typed.toLowerCase() : ownColor}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {isColor && <Samples color={typed.toLowerCase()} />}
    </div>
  );
}

function Samples({ color }: { color: string }) {
  const t = useTranslations('mail_templates.look');
  const format = useFormatter();
  const { fill, on_fill, on_light, on_dark } = shadesOf(color);
  const ratio = (one: string, other: string) =>
    format.number(contrastOf(one, other), { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return (
    <div>
      <div className={css.samples} role="img" aria-label={t('sample')}>
        <Sample ground={lightGround} link={on_light} {...{ fill, on_fill }} />
        <Sample ground={darkGround} link={on_dark} {...{ fill, on_fill }} />
      </div>
      <p className={css.hint}>
        {t('contrast', { ratio: ratio(fill, on_fill) })} ·{' '}
        {t('contrast_links', { light: ratio(on_light, lightGround), dark: ratio(on_dark, darkGround) })}.{' '}
        {t('contrast_hint')}
      </p>
    </div>
  );
}

interface SampleProps {
  ground: string;
  fill: string;
  on_fill: string;
  link: string;
}

/** Drawn in colours that no style sheet has; the policy takes them from a script, never from an attribute. */
function Sample({ ground, fill, on_fill, link }: SampleProps) {
  const t = useTranslations('mail_templates.look');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const colors = { '--ground': ground, '--fill': fill, '--on-fill': on_fill, '--link': link };
    for (const [name, value] of Object.entries(colors)) place.current?.style.setProperty(name, value);
  }, [ground, fill, on_fill, link]);
  return (
    <div ref={place} className={css.sample} aria-hidden="true">
      <span className={css.button}>{t('sample_button')}</span>
      <span className={css.link}>{t('sample_link')}</span>
    </div>
  );
}
