// One line per feature; the files are the words. Vite compiles them, Node reads them as they are.
import accessHelp from './ko/access-help.json' with { type: 'json' };
import accessRecords from './ko/access-records.json' with { type: 'json' };
import accounts from './ko/accounts.json' with { type: 'json' };
import agents from './ko/agents.json' with { type: 'json' };
import backup from './ko/backup.json' with { type: 'json' };
import bulkActions from './ko/bulk-actions.json' with { type: 'json' };
import changeLog from './ko/change-log.json' with { type: 'json' };
import companies from './ko/companies.json' with { type: 'json' };
import consents from './ko/consents.json' with { type: 'json' };
import console from './ko/console.json' with { type: 'json' };
import contacts from './ko/contacts.json' with { type: 'json' };
import customFields from './ko/custom-fields.json' with { type: 'json' };
import database from './ko/database.json' with { type: 'json' };
import duplicates from './ko/duplicates.json' with { type: 'json' };
import exports from './ko/exports.json' with { type: 'json' };
import fields from './ko/fields.json' with { type: 'json' };
import imports from './ko/imports.json' with { type: 'json' };
import invitationBoard from './ko/invitation-board.json' with { type: 'json' };
import invitations from './ko/invitations.json' with { type: 'json' };
import lists from './ko/lists.json' with { type: 'json' };
import mailCheck from './ko/mail-check.json' with { type: 'json' };
import mailTemplates from './ko/mail-templates.json' with { type: 'json' };
import outbox from './ko/outbox.json' with { type: 'json' };
import passkeys from './ko/passkeys.json' with { type: 'json' };
import passwords from './ko/passwords.json' with { type: 'json' };
import platform from './ko/platform.json' with { type: 'json' };
import portalAccess from './ko/portal-access.json' with { type: 'json' };
import privacy from './ko/privacy.json' with { type: 'json' };
import program from './ko/program.json' with { type: 'json' };
import reports from './ko/reports.json' with { type: 'json' };
import rights from './ko/rights.json' with { type: 'json' };
import savedViews from './ko/saved-views.json' with { type: 'json' };
import secondFactor from './ko/second-factor.json' with { type: 'json' };
import sessions from './ko/sessions.json' with { type: 'json' };
import setup from './ko/setup.json' with { type: 'json' };
import signInProviders from './ko/sign-in-providers.json' with { type: 'json' };
import signUps from './ko/sign-ups.json' with { type: 'json' };
import tables from './ko/tables.json' with { type: 'json' };
import ui from './ko/ui.json' with { type: 'json' };

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
