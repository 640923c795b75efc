import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyNameKey } from './company.ts';
import { companyLikeness } from './company-likeness.ts';

test('companies are the same by name without regard to letter case, width and blanks in a row', () => {
  assert.equal(companyNameKey('ＡＣＭＥ  Korea '), companyNameKey('Acme Korea'));
  assert.equal(companyNameKey('한빛'.normalize('NFD')), companyNameKey('한빛'));
  assert.notEqual(companyNameKey('㈜한빛'), companyNameKey('한빛'));
  assert.equal(companyNameKey('㈜한빛'), companyNameKey('(주)한빛'));
});

test('companies are alike but for legal form, blanks and punctuation', () => {
  const alike = [
    ['㈜한빛', '(주) 한빛', '주식회사 한빛', '한빛(주)', '한빛 주식회사', '한빛'],
    ['Acme Inc.', 'ACME, Inc', 'acme', 'Acme Co., Ltd.', 'Acmé LLC', 'Acme Corporation'],
    ['Müller GmbH', 'Muller'],
  ];
  for (const [first, ...others] of alike) {
    for (const other of others) assert.equal(companyLikeness(other!), companyLikeness(first!), other);
  }
  assert.notEqual(companyLikeness('Costco'), companyLikeness('Cost'));
  assert.notEqual(companyLikeness('한빛 1지점'), companyLikeness('한빛 2지점'));
  assert.equal(companyLikeness('Inc.'), 'inc');
  assert.notEqual(companyLikeness('주식회사'), '');
});
