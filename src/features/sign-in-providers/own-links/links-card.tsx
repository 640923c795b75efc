import { useTranslations } from 'use-intl';
import { useProviderName } from '#features/sign-in-providers/use-provider-name.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import type { OwnLinks } from './list-own-links.ts';

/** On a page about how somebody gets in: which accounts at providers are his, and the way to change that. Nothing where there is none to link. */
export function LinksCard({ links, others, to }: Pick<OwnLinks, 'links' | 'others'> & { to: string }) {
  const t = useTranslations('sign_in_providers.own');
  const nameOf = useProviderName();
  if (links.length + others.length === 0) return null;
  return (
    <Card
      title={t('linked')}
      actions={
        <ButtonLink to={to} size="small" reloadDocument>
          {t('change')}
        </ButtonLink>
      }
    >
      <p>{links.length > 0 ? links.map(nameOf).join(' · ') : t('none_yet')}</p>
    </Card>
  );
}
