import { index, layout, type RouteConfig, route } from '@react-router/dev/routes';

/** Every page's URL and the file that draws it. */
export default [
  route('set-up', 'features/setup/setup.page.tsx', { id: 'setup' }),
  route('set-up/:token', 'features/setup/setup.page.tsx', { id: 'setup-link' }),
  layout('features/setup/entrance.page.tsx', [
    route('sign-in', 'features/agents/sign-in.page.tsx'),
    route('forgotten', 'features/agents/forgotten.page.tsx'),
    route('accept', 'features/agents/choose-password.page.tsx', { id: 'accept' }),
    route('reset', 'features/agents/choose-password.page.tsx', { id: 'reset' }),
  ]),
  route('accept/:token', 'features/agents/agent-link.page.tsx', { id: 'accept-link' }),
  route('reset/:token', 'features/agents/agent-link.page.tsx', { id: 'reset-link' }),
  route('sign-out', 'features/sessions/sign-out.page.tsx'),
  layout('features/setup/console.page.tsx', [
    index('features/setup/home.page.tsx'),
    route('profile', 'features/agents/profile.page.tsx'),
    route('contacts', 'features/contacts/contact-list.page.tsx'),
    route('contacts/new', 'features/contacts/contact-new.page.tsx'),
    route('contacts/:id', 'features/contacts/contact.page.tsx'),
    route('contacts/:id/edit', 'features/contacts/contact-edit.page.tsx'),
    route('contacts/:id/companies', 'features/contacts/contact-companies.page.tsx'),
    route('companies', 'features/companies/company-list.page.tsx'),
    route('companies/new', 'features/companies/company-new.page.tsx'),
    route('companies/:id', 'features/companies/company.page.tsx'),
    route('companies/:id/edit', 'features/companies/company-edit.page.tsx'),
    route('settings/account', 'features/accounts/account.page.tsx'),
    route('settings/agents', 'features/agents/agent-list.page.tsx'),
    route('settings/agents/new', 'features/agents/agent-new.page.tsx'),
    route('settings/agents/:id', 'features/agents/agent.page.tsx'),
    route('settings/fields', 'features/custom-fields/custom-field-list.page.tsx'),
    route('settings/fields/new/:record', 'features/custom-fields/custom-field-new.page.tsx'),
    route('settings/fields/:id', 'features/custom-fields/custom-field-edit.page.tsx'),
  ]),
  layout('features/portal-access/door.page.tsx', [
    route('portal/sign-in', 'features/portal-access/sign-in.page.tsx'),
    route('portal/forgotten', 'features/portal-access/forgotten.page.tsx'),
    route('portal/activate', 'features/portal-access/activate.page.tsx'),
    route('portal/reset', 'features/portal-access/reset.page.tsx'),
  ]),
  layout('features/portal-access/portal.page.tsx', [
    route('portal', 'features/portal-access/home.page.tsx'),
    route('portal/profile', 'features/portal-access/profile.page.tsx'),
  ]),
  route('portal/sign-out', 'features/portal-access/sign-out.page.tsx'),
] satisfies RouteConfig;
