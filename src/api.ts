import { Hono } from 'hono';
import { bulkActionsApi } from '#features/bulk-actions/bulk-actions.api.ts';
import { changeLog } from '#features/change-log/log.api.ts';
import { photos } from '#features/contacts/photo/photos.api.ts';
import { imports } from '#features/imports/imports.api.ts';
import { outboxApi } from '#features/outbox/outbox.api.ts';
import { privacyApi } from '#features/privacy/privacy.api.ts';
import { portalViews } from '#features/sessions/portal-views.api.ts';
import { preferences } from '#features/sessions/preferences.api.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';

/** Every endpoint that is no page: each feature's doors are mounted here, by one line each. */
export const endpoints = new Hono<SiteEnv>();

endpoints.route('/', preferences);
endpoints.route('/', bulkActionsApi);
endpoints.route('/', photos);
endpoints.route('/', portalViews);
endpoints.route('/', changeLog);
endpoints.route('/', imports);
endpoints.route('/', outboxApi);
endpoints.route('/', privacyApi);
