import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';

/** Leads from an act on many back to where its contacts were chosen: the list as it was, or an import. */
export function BackLink({ to }: { to: string }) {
  const t = useTranslations('bulk_actions');
  return <ButtonLink to={to}>{t(to.startsWith('/imports/') ? 'back_to_import' : 'back')}</ButtonLink>;
}
