import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActionFunctionArgs } from 'react-router';
import { recordFormValues } from './record-form-values.ts';

const fields = {
  builtIn: [
    { name: 'name', kind: 'text', label: 'contacts.fields.name' },
    { name: 'is_vip', kind: 'checkbox', label: 'contacts.fields.is_vip' },
  ],
  custom: [
    { name: 'contract_no', kind: 'text', label: { en: 'Contract no.' } },
    { name: 'paid', kind: 'checkbox', label: { en: 'Paid' } },
  ],
} as const;

const read = (form: Record<string, string>) =>
  recordFormValues(
    {
      request: new Request('https://help.example.com', { method: 'POST', body: new URLSearchParams(form) }),
      context: { get: () => ({ log: { warn: () => {} } }) } as unknown as ActionFunctionArgs['context'],
    },
    fields,
  );

test('a form’s own fields and an account’s fields come apart', async () => {
  assert.deepEqual(await read({ name: 'Ruth', 'custom_fields.contract_no': 'C-1', role: 'admin' }), {
    name: 'Ruth',
    custom_fields: { contract_no: 'C-1' },
  });
});

test('a box without a tick is no, a box that was not shown says nothing', async () => {
  const shown = { 'is_vip.asked': 'on', 'custom_fields.paid.asked': 'on', 'custom_fields.paid': 'on' };
  assert.deepEqual(await read(shown), { is_vip: 'N', custom_fields: { paid: 'Y' } });
  assert.deepEqual(await read({}), { custom_fields: {} });
});
