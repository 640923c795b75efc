import providers from 'email-providers/common.json' with { type: 'json' };

/**
 * Mail services that the maintained list of common ones lacks, most of them Korean, Japanese or of network providers. Its long
 * list would forbid far more: companies too, and thousands of names that nobody gives to a company.
 */
const ours = `hanmail.net kakao.com hotmail.co.kr korea.com lycos.co.kr empas.com dreamwiz.com chol.com freechal.com
  hanmir.com netian.com paran.com yahoo.co.kr googlemail.com outlook.kr live.co.kr ymail.com rocketmail.com pm.me
  tutanota.com tuta.io fastmail.com bk.ru inbox.ru sohu.com ezweb.ne.jp softbank.ne.jp i.softbank.jp bol.com.br
  rediffmail.com`.split(/\s+/);

/** On the list because they once gave addresses away; today a company and its staff. */
const companies = new Set(['alibaba.com', 'facebook.com', 'oath.com', 'ancestry.com', 'discovery.com', 'telstra.com']);

/** Domains at which anybody can have an address, so that sharing one says nothing about where people work. */
export const publicMailDomains: ReadonlySet<string> = new Set([
  ...providers.filter((domain) => !companies.has(domain)),
  ...ours,
]);
