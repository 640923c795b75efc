import { Hono } from 'hono';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { startPasskeyRegistration } from './start-passkey-registration.ts';
import { startPasskeyUse } from './start-passkey-use.ts';

/**
 * What `public/passkey.js` asks for before it asks the browser for a key, as WebAuthn's JSON: `POST /passkey/sign-in`,
 * `/passkey/registration`, `/passkey/proof`, and the same under `/portal`. Each answer holds a challenge that is good once.
 */
export const passkeys = new Hono<SiteEnv>();

passkeys.post('/passkey/sign-in', async (c) =>
  c.json(await startPasskeyUse(c.env.ctx, { purpose: 'console_sign_in' })),
);
passkeys.post('/portal/passkey/sign-in', async (c) =>
  c.json(await startPasskeyUse(c.env.ctx, { purpose: 'portal_sign_in' })),
);
passkeys.on('POST', ['/passkey/registration', '/portal/passkey/registration'], async (c) =>
  c.json(await startPasskeyRegistration(c.env.ctx)),
);
passkeys.on('POST', ['/passkey/proof', '/portal/passkey/proof'], async (c) =>
  c.json(await startPasskeyUse(c.env.ctx, { purpose: 'proof' })),
);
