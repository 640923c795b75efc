import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createContact } from '#features/contacts/create-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { type ChoiceEdit, planChoices } from './choice-edits.ts';
import { editsOfForm, fatesOfForm } from './choices-of-form.ts';
import { createCustomField } from './create-custom-field.ts';
import type { CustomField } from './custom-field.ts';
import { findCustomField } from './find-custom-field.ts';
import { listChoices } from './list-choices.ts';
import { moveChoiceValues } from './move-choice-values.ts';
import { previewChoices } from './preview-choices.ts';
import { updateChoices } from './update-choices.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

let made = 0;
const makeField = () =>
  createCustomField(directory.admin, {
    record: 'contact',
    kind: 'dropdown',
    label_en: `Grade ${++made}`,
    choices: 'Gold\nSilver\nBronze',
  });

/** Edits as pairs of former and new name. */
const listed = (...pairs: [string, string][]): ChoiceEdit[] => pairs.map(([former, choice]) => ({ former, choice }));

async function contactsWith({ name: field }: CustomField, choices: string[]): Promise<void> {
  for (const choice of choices) {
    await createContact(directory.agent, { name: choice, phone: '1', custom_fields: { [field]: choice } });
  }
}

/** The values of the contacts with a field by their names, and whether the index says the same. */
async function valuesOf({ id, name }: CustomField): Promise<Record<string, string>> {
  const { rows } = await inTransaction(directory.admin, ({ db }) =>
    sql<{ name: string; value: string; key: string }>`
      select c.name, c.custom_fields ->> ${name} as value, v.value_key as key
      from contact c left join contact_field_value v on v.contact_id = c.id and v.field_id = ${id}
      where c.custom_fields ->> ${name} is not null
      order by c.id`.execute(db),
  );
  for (const { value, key } of rows) assert.equal(key, value.toLowerCase());
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

test('an edited list tells renamed choices from removed and added ones, and refuses what nobody could tell apart', () => {
  const before = ['Gold', 'Silver', 'Bronze'];
  const plan = planChoices(before, listed(['Bronze', 'Bronze'], ['Gold', 'Golden'], ['', ' Iron ']));
  assert.deepEqual(
    [plan.choices, [...plan.renamed], plan.removed],
    [['Bronze', 'Golden', 'Iron'], [['Gold', 'Golden']], ['Silver']],
  );
  assert.deepEqual([...planChoices(before, listed(['Gold', 'GOLD'])).renamed], [['Gold', 'GOLD']]);
  const refused: [ChoiceEdit[], string][] = [
    [listed(['Gold', '']), 'custom_fields.no_choices'],
    [listed(['Gold', 'Gold'], ['', 'ｇold']), 'custom_fields.choice_twice'],
    [listed(['Gold', 'Silver'], ['Silver', 'Gold']), 'custom_fields.choice_was_another'],
    [listed(['Gold', 'Silver']), 'custom_fields.choice_was_another'],
    [listed(['Gold', 'Golden'], ['', 'Gold']), 'custom_fields.choice_was_another'],
  ];
  for (const [edits, code] of refused) assert.throws(() => planChoices(before, edits), { code });
});

test('a renamed choice takes its records along, and one that goes leaves, moves or empties them as was chosen', async () => {
  const { admin } = directory;
  for (const [fate, value] of [
    [undefined, 'Silver'],
    [{ act: 'move', to: 'Golden' }, 'Golden'],
    [{ act: 'clear' }, undefined],
  ] as const) {
    const field = await makeField();
    await contactsWith(field, ['Gold', 'Silver', 'Bronze']);
    const edits = listed(['Bronze', 'Bronze'], ['Gold', 'Golden']);
    const preview = await previewChoices(admin, { id: field.id, edits });
    assert.deepEqual(preview.renamed, [{ from: 'Gold', to: 'Golden', count: 1 }]);
    assert.deepEqual(preview.removed, [{ choice: 'Silver', count: 1 }]);
    await updateChoices(admin, { id: field.id, edits, ...(fate && { fates: { Silver: fate } }) });
    assert.deepEqual(await valuesOf(field), { Gold: 'Golden', Bronze: 'Bronze', ...(value && { Silver: value }) });
    assert.deepEqual((await findCustomField(admin, { id: field.id })).choices, ['Bronze', 'Golden']);
  }
});

test('the change log has one entry, of the field, with what was moved', async () => {
  const { admin } = directory;
  const field = await makeField();
  await contactsWith(field, ['Gold', 'Silver']);
  await updateChoices(admin, {
    id: field.id,
    edits: listed(['Gold', 'Golden']),
    fates: { Silver: { act: 'clear' } },
  });
  const changes = await inTransaction(admin, ({ db }) =>
    db
      .selectFrom('change_log')
      .select(['record', 'act', 'changes'])
      .where('record', '=', 'custom_field')
      .where('record_id', '=', field.id)
      .where('act', '=', 'updated')
      .execute(),
  );
  assert.deepEqual(changes, [
    {
      record: 'custom_field',
      act: 'updated',
      changes: {
        choices: [['Gold', 'Silver', 'Bronze'], ['Golden']],
        moved_choices: [
          ['Gold', 'Silver'],
          ['Golden', ''],
        ],
      },
    },
  ]);
});

test('many records follow in the background, in pieces that can be done again; meanwhile the choices stay', async () => {
  const { admin, system } = directory;
  const field = await makeField();
  await inTransaction(admin, ({ db, caller }) =>
    sql`
      insert into contact (account_id, name, sort_key, custom_fields, source, created_at, updated_at)
      select ${caller.account_id}, 'Many ' || n, 'many', jsonb_build_object(${field.name}::text, case when n % 2 = 0 then 'Gold' else 'Silver' end),
        'agent', now(), now()
      from generate_series(1, 12000) n`.execute(db),
  );
  const edits = listed(['Gold', 'GOLD'], ['Silver', 'Silvery'], ['Bronze', 'Bronze']);
  await updateChoices(admin, { id: field.id, edits });
  assert.equal((await listChoices(admin, { id: field.id })).is_moving, true);
  await assert.rejects(updateChoices(admin, { id: field.id, edits }), { code: 'custom_fields.choices_moving' });
  await Promise.all([
    moveChoiceValues(system, { custom_field_id: field.id }),
    moveChoiceValues(system, { custom_field_id: field.id }),
  ]);
  const { counts, is_moving } = await listChoices(admin, { id: field.id });
  assert.deepEqual([counts, is_moving], [{ GOLD: 6000, Silvery: 6000 }, false]);
  await updateChoices(admin, { id: field.id, edits: listed(['GOLD', 'GOLD'], ['Silvery', 'Silvery']) });
});

test('without scripts the list is put in order by its buttons', () => {
  const sent = { former: ['Gold', 'Silver', ''], choice: ['Gold', 'Silvery', 'Iron'] };
  const names = (act?: string, added?: string) => editsOfForm(sent, { act, added }).map(({ choice }) => choice);
  assert.deepEqual(names(), ['Gold', 'Silvery', 'Iron']);
  assert.deepEqual(names('up:1'), ['Silvery', 'Gold', 'Iron']);
  assert.deepEqual(names('down:0'), ['Silvery', 'Gold', 'Iron']);
  assert.deepEqual(names('remove:1', 'Tin\n\n'), ['Gold', 'Iron', 'Tin']);
  assert.deepEqual(fatesOfForm({ fate_of: ['a', 'b', 'c'], fate: ['clear', 'move:x:y', 'what'] }), {
    a: { act: 'clear' },
    b: { act: 'move', to: 'x:y' },
    c: { act: 'leave' },
  });
});

test('F01 only an admin of the account edits choices, and only those of a dropdown', async () => {
  const { admin, supervisor, stranger } = directory;
  const { id } = await makeField();
  const edits = listed(['Gold', 'Golden']);
  await assert.rejects(updateChoices(supervisor, { id, edits }), { kind: 'forbidden' });
  await assert.rejects(updateChoices(stranger, { id, edits }), { kind: 'not_found' });
  await assert.rejects(previewChoices(stranger, { id, edits }), { kind: 'not_found' });
  const text = await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'No choices' });
  await assert.rejects(updateChoices(admin, { id: text.id, edits }), { kind: 'not_found' });
  const elsewhere = { Silver: { act: 'move', to: 'Tin' } } as const;
  await assert.rejects(updateChoices(admin, { id, edits, fates: elsewhere }), { code: 'platform.not_a_choice' });
});
