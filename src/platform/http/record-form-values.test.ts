import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActionFunctionArgs } from 'react-router';
import { recordFormValues, touchedFormValues } from './record-form-values.ts';

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

const sent = (form: Record<string, string>) => ({
  request: new Request('https://help.example.com', { method: 'POST', body: new URLSearchParams(form) }),
  context: { get: () => ({ log: { warn: () => {} } }) } as unknown as ActionFunctionArgs['context'],
});
const read = (form: Record<string, string>) => recordFormValues(sent(form), fields);

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

test('of a form that changes a record only what was touched counts, and what is required but missing', async () => {
  const seen = { name: '', is_vip: 'Y', 'custom_fields.contract_no': 'C-1', 'custom_fields.paid': 'N' };
  const form = {
    name: '',
    'is_vip.asked': 'on',
    'custom_fields.contract_no': 'C-2',
    'custom_fields.paid.asked': 'on',
    seen: JSON.stringify(seen),
  };
  const required = {
    ...fields,
    builtIn: fields.builtIn.map((field) => ({ ...field, is_required: field.name === 'name' })),
  };
  const given = { name: '', is_vip: 'N', custom_fields: { contract_no: 'C-2' } };
  assert.deepEqual(await touchedFormValues(sent(form), required), { given, seen });
  assert.deepEqual(await touchedFormValues(sent({ ...form, is_overwriting: 'on' }), required), { given, seen: {} });
  for (const forged of ['', 'null', '{"name'])
    assert.deepEqual((await touchedFormValues(sent({ name: 'Ruth', seen: forged }), fields)).given.name, 'Ruth');
});
