// One line per feature; the files are the words. Vite compiles them, Node reads them as they are.
import accounts from './en/accounts.json' with { type: 'json' };
import agents from './en/agents.json' with { type: 'json' };
import backup from './en/backup.json' with { type: 'json' };
import bulkActions from './en/bulk-actions.json' with { type: 'json' };
import changeLog from './en/change-log.json' with { type: 'json' };
import companies from './en/companies.json' with { type: 'json' };
import console from './en/console.json' with { type: 'json' };
import contacts from './en/contacts.json' with { type: 'json' };
import customFields from './en/custom-fields.json' with { type: 'json' };
import database from './en/database.json' with { type: 'json' };
import duplicates from './en/duplicates.json' with { type: 'json' };
import fields from './en/fields.json' with { type: 'json' };
import imports from './en/imports.json' with { type: 'json' };
import invitations from './en/invitations.json' with { type: 'json' };
import lists from './en/lists.json' with { type: 'json' };
import outbox from './en/outbox.json' with { type: 'json' };
import platform from './en/platform.json' with { type: 'json' };
import portalAccess from './en/portal-access.json' with { type: 'json' };
import privacy from './en/privacy.json' with { type: 'json' };
import program from './en/program.json' with { type: 'json' };
import savedViews from './en/saved-views.json' with { type: 'json' };
import setup from './en/setup.json' with { type: 'json' };
import tables from './en/tables.json' with { type: 'json' };
import ui from './en/ui.json' with { type: 'json' };

export default {
  accounts,
  agents,
  backup,
  bulk_actions: bulkActions,
  change_log: changeLog,
  companies,
  console,
  contacts,
  custom_fields: customFields,
  database,
  duplicates,
  fields,
  imports,
  invitations,
  lists,
  outbox,
  platform,
  portal_access: portalAccess,
  privacy,
  program,
  saved_views: savedViews,
  setup,
  tables,
  ui,
};
