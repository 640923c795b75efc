import { useTranslations } from 'use-intl';
import { type Role, roles } from '#platform/rights.ts';
import { RadioGroup } from '#ui/radio-group.tsx';

/** One of the roles, each with what it may do. */
export function RoleField({ role = 'agent' }: { role?: Role }) {
  const t = useTranslations('agents');
  return (
    <RadioGroup
      name="role"
      label={t('fields.role')}
      defaultValue={role}
      options={roles.map((value) => ({ value, label: t(`roles.${value}`), hint: t(`role_hints.${value}`) }))}
    />
  );
}
