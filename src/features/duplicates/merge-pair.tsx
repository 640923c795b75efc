import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { AddressText } from '#ui/address-text.tsx';
import { Avatar } from '#ui/avatar.tsx';
import { Icon } from '#ui/icon.tsx';
import { Moment } from '#ui/moment.tsx';
import css from './merge.module.css';
import { namesOfPair } from './names-of-pair.ts';

/** Who goes into whom, and the way to have it the other way round. */
export function MergePair({ survivor, other }: { survivor: FoundContact; other: FoundContact }) {
  const t = useTranslations('duplicates.merging');
  return (
    <div>
      <div className={css.pair}>
        <Person contact={survivor} role={t('survivor')} isStaying />
        <span className={css.arrow}>
          <Icon name="arrowUp" size={20} />
        </span>
        <Person contact={other} role={t('other')} />
      </div>
      <p className={css.swap}>
        <Link to={`/contacts/${other.id}/merge/${survivor.id}`} replace>
          {t('swap', { name: namesOfPair(survivor, other).other })}
        </Link>
      </p>
    </div>
  );
}

function Person({ contact, role, isStaying = false }: { contact: FoundContact; role: string; isStaying?: boolean }) {
  const t = useTranslations('duplicates');
  const company = contact.memberships[0]?.company ?? t('no_company');
  return (
    <section className={css.person} data-stays={isStaying ? '' : undefined} aria-label={role}>
      <Avatar name={contact.name} size="large" />
      <div className={css.words}>
        <p className={css.role}>{role}</p>
        <p className={css.name}>{contact.name}</p>
        <p>{contact.email ? <AddressText address={contact.email} /> : t('no_address')}</p>
        <p>
          {company} · {t('added')} <Moment at={contact.created_at} as="date" />
        </p>
        <p>
          <PortalBadge state={contact.portal_state} />
        </p>
      </div>
    </section>
  );
}
