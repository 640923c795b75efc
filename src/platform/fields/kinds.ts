import { checkbox } from './checkbox.ts';
import { date } from './date.ts';
import { decimal } from './decimal.ts';
import { domains } from './domains.ts';
import { dropdown } from './dropdown.ts';
import { email } from './email.ts';
import { emails } from './emails.ts';
import type { FieldKind, Kind, ValueOfKind } from './field.ts';
import { language } from './language.ts';
import { number } from './number.ts';
import { paragraph } from './paragraph.ts';
import { phone } from './phone.ts';
import { tags } from './tags.ts';
import { text } from './text.ts';
import { timeZone } from './time-zone.ts';
import { url } from './url.ts';

/** Every kind of field by its name: a new kind is a file and its line here. */
export const kinds: { [K in FieldKind]: Kind<ValueOfKind[K]> } = {
  text,
  paragraph,
  number,
  decimal,
  checkbox,
  date,
  dropdown,
  url,
  phone,
  email,
  emails,
  domains,
  tags,
  language,
  time_zone: timeZone,
};
