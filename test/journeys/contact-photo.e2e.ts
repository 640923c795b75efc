import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { createContact } from '#features/contacts/create-contact.ts';
import en from '#locales/en/contacts.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const words = { en, ko };
const names = {
  en: ['Ruth King', 'Omar Haddad', 'Zoe Kay'],
  ko: ['김하늘', '이도윤', '박서연'],
};

const inConsole = openConsole();

/** A disc before a sky. Drawn before Maru, in this process, lets the library read nothing but photos. */
const face = await drawFace(900, 600);

function drawFace(width: number, height: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#7fb2e5"/><circle cx="${width / 2}" cy="${height / 2}" r="${height / 4}" fill="#f1c9a5"/>
    <circle cx="${width / 2}" cy="${height}" r="${height / 3.2}" fill="#33506f"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

for (const [locale, theme, width] of [
  ['en', 'light', 1440],
  ['ko', 'dark', 390],
] as const) {
  test(`an agent gives a contact a photo, sees it everywhere and takes it away (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, admin }) => {
      const t = words[locale];
      const { page, look } = visitor;
      const [name] = names[locale];
      for (const each of names[locale])
        await createContact(admin, { name: each, email: `a${each.length}@${Math.random()}.example` });
      const { id } = await createContact(admin, { name: name!, email: 'face@acorn.example' });
      await page.goto(`${url}/contacts/${id}`);
      await page.getByRole('link', { name: t.photo.of.replace('{name}', name!) }).press('Enter');
      const file = page.getByLabel(t.photo.label, { exact: true });
      await file.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
      await page.getByRole('button', { name: t.save }).click();
      await page.locator('#field-photo [aria-invalid]').waitFor();
      await look('contact-photo-refused');
      await file.setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(6 * 1024 ** 2, 1) });
      await page.getByText(t.photo.too_large.replace('{megabytes, number}', '5')).waitFor();
      await file.setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: face });
      await page.locator('img[src^="blob:"]').waitFor();
      await look('contact-photo-chosen');
      await page.getByRole('button', { name: t.save }).click();
      await page.getByRole('heading', { level: 1, name: name! }).waitFor();
      const picture = page.locator(`header img[src^="/contacts/${id}/photo.webp"]`);
      assert.equal(
        await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
        256,
      );
      await look('contact-photo');
      await page.goto(`${url}/contacts`);
      await page.locator(`tbody img[src^="/contacts/${id}/photo.webp"]`).waitFor();
      await look('contact-photo-list');
      await page.goto(`${url}/contacts/${id}`);
      await page.getByRole('button', { name: t.more, exact: true }).click();
      await page.getByRole('link', { name: t.photo.title, exact: true }).click();
      await page.getByRole('button', { name: t.photo.remove }).click();
      await page.getByRole('heading', { level: 1, name: name! }).waitFor();
      assert.equal(await page.locator('header img').count(), 0);
      await look('contact-photo-removed');
      await page.getByRole('status').getByRole('button', { name: t.photo.undo }).press('Enter');
      await page.getByText(t.photo.restored, { exact: true }).waitFor();
      await picture.waitFor();
      await look('contact-photo-restored');
      const address = await picture.getAttribute('src');
      await page.goto(`${url}/contacts/${id}/photo`);
      await file.setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: face });
      await page.getByRole('button', { name: t.save }).click();
      await page.getByText(t.photo.replaced, { exact: true }).waitFor();
      assert.notEqual(await picture.getAttribute('src'), address);
      await look('contact-photo-replaced');
      await page.getByRole('status').getByRole('button', { name: t.photo.undo }).press('Enter');
      await page.getByText(t.photo.restored, { exact: true }).waitFor();
      assert.equal(await picture.getAttribute('src'), address);
      await page.goto(`${url}/contacts/${id}/edit`);
      await file.setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: face });
      await page.getByRole('button', { name: t.save }).click();
      await page.getByText(t.photo.replaced, { exact: true }).waitFor();
    });
  });
}

test('a new contact comes with the photo chosen in the form, also without script', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor, url }) => {
    const { page, look } = visitor;
    await page.goto(`${url}/contacts/new`);
    await page.locator('[name=name]').fill('Ruth King');
    await page.locator('[name=email]').fill('ruth@acorn.example');
    await page.locator('[name=photo]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: face });
    await look('contact-photo-new');
    await page.getByRole('button', { name: en.save }).click();
    await page.getByRole('heading', { level: 1, name: 'Ruth King' }).waitFor();
    assert.equal(await page.locator('header img').count(), 1);
  });
});
