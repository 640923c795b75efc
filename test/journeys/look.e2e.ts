import { test } from 'node:test';
import sharp from 'sharp';
import { translator } from '#platform/i18n/translator.ts';
import { openConsole } from './open-console.ts';

const inConsole = openConsole();

/** A logo as a shop has one: a mark and a bar beside it, on nothing. */
function logoFile(): Promise<Buffer> {
  const part = (width: number, height: number, background: string) => ({
    create: { width, height, channels: 4 as const, background },
  });
  return sharp(part(720, 160, '#00000000'))
    .composite([
      { input: part(140, 140, '#0a7d4f'), left: 10, top: 10 },
      { input: part(480, 60, '#112233'), left: 180, top: 50 },
    ])
    .png()
    .toBuffer();
}

for (const { locale, width, height, theme } of [
  { locale: 'en', width: 1440, height: 900, theme: 'light' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`a logo and a colour are on the portal and in the mails (${locale}, ${width}, ${theme})`, async () => {
    await inConsole({ locale, width, height, theme }, async ({ visitor, url, visit }) => {
      const { page, look } = visitor;
      const t = translator(locale) as unknown as (key: string) => string;
      await page.goto(`${url}/settings/look`);
      await page.getByLabel(t('mail_templates.look.color'), { exact: true }).fill('#0a7d4f');
      const file = { name: 'logo.png', mimeType: 'image/png', buffer: await logoFile() };
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByRole('button', { name: t('mail_templates.look.save'), exact: true }).click();
      await page.getByText(t('mail_templates.look.saved')).waitFor();
      await page.getByRole('button', { name: t('mail_templates.look.remove_logo') }).waitFor();
      await look('look-settings');
      await page.goto(`${url}/settings/mail-templates/invitations.invitation/${locale}`);
      await page.frameLocator('iframe:not([data-is-old])').locator('img').waitFor();
      await look('look-mail');
      const portal = await visit({ javaScript: false });
      await portal.page.goto(`${url}/portal/sign-in`);
      await portal.page.locator('header img').waitFor();
      await portal.look('look-portal');
    });
  });
}
