import { layout, type RouteConfig, route } from '@react-router/dev/routes';

/** Every page's URL and the file that draws it. */
export default [
  layout('features/setup/console.page.tsx', [
    route('contacts', 'features/contacts/contact-list.page.tsx'),
    route('contacts/new', 'features/contacts/contact-new.page.tsx'),
    route('contacts/:id', 'features/contacts/contact.page.tsx'),
    route('contacts/:id/edit', 'features/contacts/contact-edit.page.tsx'),
    route('contacts/:id/companies', 'features/contacts/contact-companies.page.tsx'),
    route('invitations', 'features/invitations/invitation-list.page.tsx'),
    route('bulk-actions/new', 'features/bulk-actions/bulk-action-new.page.tsx'),
    route('bulk-actions/:id', 'features/bulk-actions/bulk-action.page.tsx'),
    route('companies', 'features/companies/company-list.page.tsx'),
    route('companies/new', 'features/companies/company-new.page.tsx'),
    route('companies/suggestions', 'features/companies/company-suggestions.page.tsx'),
    route('companies/:id', 'features/companies/company.page.tsx'),
    route('companies/:id/edit', 'features/companies/company-edit.page.tsx'),
    route('settings/fields', 'features/custom-fields/custom-field-list.page.tsx'),
    route('settings/fields/new/:record', 'features/custom-fields/custom-field-new.page.tsx'),
    route('settings/fields/:id', 'features/custom-fields/custom-field-edit.page.tsx'),
  ]),
] satisfies RouteConfig;
