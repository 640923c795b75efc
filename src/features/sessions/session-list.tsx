import { useTranslations } from 'use-intl';
import { Badge } from '#ui/badge.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { OwnRow, OwnRows } from '#ui/own-rows.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Device } from './describe-device.ts';
import type { ListedSession } from './list-sessions-of.ts';
import css from './session-list.module.css';

interface Props {
  sessions: readonly ListedSession[];
  /** Whose they are: the reader's own, or those of a contact or an agent whom he looks at. */
  of: 'own' | 'contact' | 'agent';
  /** Whether the reader may end them. */
  mayEnd?: boolean;
}

/** Where somebody is signed in: device, address, since when and how, each with the way to end it. Works without script. */
export function SessionList({ sessions, of, mayEnd = true }: Props) {
  const t = useTranslations('sessions');
  const others = sessions.filter(({ is_this }) => !is_this);
  return (
    <Card title={t(`${of}.title`)}>
      <p className={css.intro}>{t(sessions.length > 0 ? `${of}.intro` : `${of}.none`)}</p>
      {sessions.length > 0 && (
        <OwnRows>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} mayEnd={mayEnd} />
          ))}
        </OwnRows>
      )}
      {mayEnd && sessions.length > 0 && (
        <div className={css.all}>
          {of === 'own' && others.length > 0 && (
            <Form intent="end_others" layout="bare">
              <SubmitButton kind="default">{t('end_others')}</SubmitButton>
            </Form>
          )}
          <Form intent="end_all" layout="bare">
            <SubmitButton kind="default" icon="signOut">
              {t('end_all')}
            </SubmitButton>
          </Form>
        </div>
      )}
    </Card>
  );
}

function SessionRow({ session, mayEnd }: { session: ListedSession; mayEnd: boolean }) {
  const t = useTranslations('sessions');
  const { id, device, ip, method, created_at, last_seen_at, is_this, is_remembered, ends_at } = session;
  const name = useDeviceName()(device);
  return (
    <OwnRow
      sign={<DeviceSign isPhone={device.is_phone} />}
      name={name}
      badge={is_this && <Badge tone="success">{t('this_browser')}</Badge>}
      end={
        mayEnd && (
          <Form intent="end_session" layout="bare">
            <input type="hidden" name="session_id" value={id} />
            <SubmitButton kind="default" size="small" aria-label={t('end_one', { device: name })}>
              {t('end')}
            </SubmitButton>
          </Form>
        )
      }
    >
      <p>
        {t.rich('seen', { seen: () => <Moment at={last_seen_at} /> })}
        {ip && ` · ${t('from', { ip })}`}
      </p>
      <p>
        {t.rich(`begun.${method}`, { begun: () => <Moment at={created_at} as="exact" /> })}
        {is_remembered && <> · {t.rich('until', { until: () => <Moment at={ends_at} as="date" /> })}</>}
      </p>
    </OwnRow>
  );
}

const strokes = {
  computer: 'M3.7 3h8.6c.4 0 .7.3.7.7v6.6H3V3.7c0-.4.3-.7.7-.7ZM1.5 12.8h13',
  phone: 'M5.2 1.8h5.6c.4 0 .7.3.7.7v11c0 .4-.3.7-.7.7H5.2a.7.7 0 0 1-.7-.7v-11c0-.4.3-.7.7-.7ZM7.3 12h1.4',
};

/** Drawn as the kit's icons are; pages without script need them only here. */
function DeviceSign({ isPhone }: { isPhone: boolean }) {
  return (
    <svg width={20} height={20} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        d={strokes[isPhone ? 'phone' : 'computer']}
        strokeWidth={1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** What a device is called: as much as its browser has told. */
export function useDeviceName(): (device: Device) => string {
  const t = useTranslations('sessions');
  return ({ browser, system }) => {
    if (browser && system) return t('device', { browser, system });
    return browser ?? system ?? t('unknown_device');
  };
}
