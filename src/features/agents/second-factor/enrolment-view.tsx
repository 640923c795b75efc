import { useTranslations } from 'use-intl';
import type { Enrolment } from './find-enrolment.ts';
import css from './second-factor.module.css';

/** How an app is set up: a QR code to scan, or the same opened on the phone or typed. Drawn by the server, no script. */
export function EnrolmentView({ enrolment: { secret, address, modules } }: { enrolment: Enrolment }) {
  const t = useTranslations('second_factor');
  return (
    <ol className={css.steps}>
      <li>{t('step_app')}</li>
      <li>
        {t('step_scan')}
        <QrCode modules={modules} label={t('qr_code')} />
        <details>
          <summary>{t('by_hand')}</summary>
          <p>
            <code>{secret}</code>
          </p>
          <p>
            <a href={address}>{t('open_app')}</a>
          </p>
        </details>
      </li>
      <li>{t('step_code')}</li>
    </ol>
  );
}

/** Always dark on light, whatever the theme: many phones read nothing else. */
function QrCode({ modules, label }: { modules: boolean[][]; label: string }) {
  const size = modules.length;
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
