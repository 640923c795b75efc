// One line per feature; the files are the words. Vite compiles them, Node reads them as they are.
import accessHelp from './en/access-help.json' with { type: 'json' };
import accessRecords from './en/access-records.json' with { type: 'json' };
import accounts from './en/accounts.json' with { type: 'json' };
import agents from './en/agents.json' with { type: 'json' };
import backup from './en/backup.json' with { type: 'json' };
import bulkActions from './en/bulk-actions.json' with { type: 'json' };
import changeLog from './en/change-log.json' with { type: 'json' };
import companies from './en/companies.json' with { type: 'json' };
import consents from './en/consents.json' with { type: 'json' };
import console from './en/console.json' with { type: 'json' };
import contacts from './en/contacts.json' with { type: 'json' };
import customFields from './en/custom-fields.json' with { type: 'json' };
import database from './en/database.json' with { type: 'json' };
import duplicates from './en/duplicates.json' with { type: 'json' };
import exports from './en/exports.json' with { type: 'json' };
import fields from './en/fields.json' with { type: 'json' };
import imports from './en/imports.json' with { type: 'json' };
import invitationBoard from './en/invitation-board.json' with { type: 'json' };
import invitations from './en/invitations.json' with { type: 'json' };
import lists from './en/lists.json' with { type: 'json' };
import mailCheck from './en/mail-check.json' with { type: 'json' };
import mailTemplates from './en/mail-templates.json' with { type: 'json' };
import outbox from './en/outbox.json' with { type: 'json' };
import passkeys from './en/passkeys.json' with { type: 'json' };
import passwords from './en/passwords.json' with { type: 'json' };
import platform from './en/platform.json' with { type: 'json' };
import portalAccess from './en/portal-access.json' with { type: 'json' };
import privacy from './en/privacy.json' with { type: 'json' };
import program from './en/program.json' with { type: 'json' };
import reports from './en/reports.json' with { type: 'json' };
import rights from './en/rights.json' with { type: 'json' };
import savedViews from './en/saved-views.json' with { type: 'json' };
import secondFactor from './en/second-factor.json' with { type: 'json' };
import sessions from './en/sessions.json' with { type: 'json' };
import setup from './en/setup.json' with { type: 'json' };
import signInProviders from './en/sign-in-providers.json' with { type: 'json' };
import signUps from './en/sign-ups.json' with { type: 'json' };
import tables from './en/tables.json' with { type: 'json' };
import ui from './en/ui.json' with { type: 'json' };

export default {
  access_help: accessHelp,
  access_records: accessRecords,
  accounts,
  agents,
  backup,
  bulk_actions: bulkActions,
  change_log: changeLog,
  companies,
  consents,
  console,
  contacts,
  custom_fields: customFields,
  database,
  duplicates,
  exports,
  fields,
  imports,
  invitation_board: invitationBoard,
  invitations,
  lists,
  mail_check: mailCheck,
  mail_templates: mailTemplates,
  outbox,
  passkeys,
  passwords,
  platform,
  portal_access: portalAccess,
  privacy,
  program,
  reports,
  rights,
  saved_views: savedViews,
  second_factor: secondFactor,
  sessions,
  setup,
  sign_ups: signUps,
  sign_in_providers: signInProviders,
  tables,
  ui,
};
