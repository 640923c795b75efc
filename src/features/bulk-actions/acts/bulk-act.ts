import type { RawBuilder } from 'kysely';
import type { PortalColumns } from '#features/contacts/contact.ts';
import type { LeftOutReason } from '#features/contacts/contact-outcome.ts';
import type { SkipReason } from '#features/invitations/invitation.ts';
import type { DoneChange } from '#features/invitations/undo-states.ts';
import type { ResetReason } from '#features/portal-access/send-password-resets.ts';
import type { Context } from '#platform/context.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { Right } from '#platform/rights.ts';

/** Why a row is left as it is: an invitation's reasons have their words under `invitations.reasons`, others under `bulk_actions.reasons`. */
export type RowReason =
  | LeftOutReason
  | SkipReason
  | ResetReason
  | 'too_many_tags'
  | 'nothing_to_reach'
  | 'field_gone'
  | 'field_unique'
  | 'company_gone';

/** What became of a contact: null where the act was done. */
export interface RowOutcome {
  contact_id: number;
  reason: RowReason | null;
  /** What its undo needs and the change log tells in words only. */
  former?: Readonly<Record<string, FieldValue>>;
}

/** What an act was given beside the contacts, as `bulk_action.input` keeps it: tags, a field and its value, a company. */
export type ActInput = Readonly<Record<string, FieldValue>>;

/** The names by which an address or a form carries an act's input; what each act makes of them is its own. */
export const inputNames = ['tags', 'field', 'value', 'value.asked', 'is_cleared', 'company'] as const;
export type GivenInput = { [N in (typeof inputNames)[number]]?: string | undefined };

/** A chunk of a bulk action. */
export interface ActWork {
  contact_ids: readonly number[];
  input: ActInput;
  bulk_action_id: number;
}

/** A chunk of the undo of one. */
export interface UndoWork extends ActWork {
  /** What the act wrote, from the change log, of each contact that it changed. */
  done: readonly DoneChange[];
  /** The `former` of the rows, by contact. */
  former: ReadonlyMap<number, Readonly<Record<string, FieldValue>>>;
}

/** What an act would do to a contact, as SQL over `c`, the contact, and `moment.now`. */
export interface Judgement {
  /** Why he would be left as he is; null for those it changes. */
  reason: RawBuilder<unknown>;
  /** `{field: [before, after]}` of those it changes; null where the act's name says it all. */
  changes: RawBuilder<unknown> | null;
  /** Columns of `contact` and what they become; `reason` and `changes` know them as `n.<column>`. */
  next?: Readonly<Record<string, RawBuilder<unknown>>>;
}

/** Something that can be done to many contacts at once. A further one is a file and its line in `all-acts.ts`, and its words. */
export interface BulkAct {
  /** What it needs beside `contacts.bulk`. */
  right: Right;
  /** What the page asks for before it shows what would happen. */
  takes: 'nothing' | 'tags' | 'field' | 'company';
  /** True where mailing customers is all it does: it waits two minutes in which it can be called back. */
  sends_mail: boolean;
  /** Of an act that mails those it changes: who of them gets a mail, as SQL over `c` and `e`, his primary address, and the mail. */
  mails?: { reaches: string; example(ctx: Context, whom: { contact_id: number }): Promise<OutgoingMail> };
  /** Contacts that are settled in one transaction. */
  chunk_size: number;
  /** Chunks that are settled side by side where that is more than one: of acts that write nothing two contacts share. */
  at_once?: number;
  /** Reads what a form or an address gives, in a transaction of the account; fails as invalid with the field in trouble. */
  readInput(ctx: Context, given: GivenInput): Promise<ActInput>;
  /** Absent from inviting, which has a preview of its own. */
  judge?(input: ActInput): Judgement;
  /** What becomes of the portal access of whom it changes, where the act is about that. */
  becomes?(now: Date): Partial<PortalColumns>;
  run(ctx: Context, work: ActWork): Promise<RowOutcome[]>;
  /** Absent where it can not be undone. */
  undo?(ctx: Context, work: UndoWork): Promise<RowOutcome[]>;
}

/** Of acts that take nothing. */
export async function readNothing(): Promise<ActInput> {
  return {};
}
