import { Hono } from 'hono';
import { accessRecordsApi } from '#features/access-records/access-records.api.ts';
import { bulkActionsApi } from '#features/bulk-actions/bulk-actions.api.ts';
import { changeLog } from '#features/change-log/log.api.ts';
import { photos } from '#features/contacts/photo/photos.api.ts';
import { exportsApi } from '#features/exports/exports.api.ts';
import { imports } from '#features/imports/imports.api.ts';
import { lookApi } from '#features/mail-templates/look/look.api.ts';
import { mailTemplatesApi } from '#features/mail-templates/mail-templates.api.ts';
import { outboxApi } from '#features/outbox/outbox.api.ts';
import { passkeys } from '#features/passkeys/passkeys.api.ts';
import { privacyApi } from '#features/privacy/privacy.api.ts';
import { reportsApi } from '#features/reports/reports.api.ts';
import { portalViews } from '#features/sessions/portal-views.api.ts';
import { preferences } from '#features/sessions/preferences.api.ts';
import { signInReturn } from '#features/sign-in-providers/sign-in-return.api.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';

/** Every endpoint that is no page: each feature's doors are mounted here, by one line each. */
export const endpoints = new Hono<SiteEnv>();

endpoints.route('/', preferences);
endpoints.route('/', passkeys);
endpoints.route('/', bulkActionsApi);
endpoints.route('/', photos);
endpoints.route('/', portalViews);
endpoints.route('/', changeLog);
endpoints.route('/', accessRecordsApi);
endpoints.route('/', exportsApi);
endpoints.route('/', imports);
endpoints.route('/', lookApi);
endpoints.route('/', mailTemplatesApi);
endpoints.route('/', outboxApi);
endpoints.route('/', privacyApi);
endpoints.route('/', signInReturn);
endpoints.route('/', reportsApi);
