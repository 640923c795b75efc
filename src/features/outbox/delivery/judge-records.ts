import type { TextAnswer } from '#platform/names/names.ts';

/** How one of the records stands. `codes` are keys of `mail_check.findings`. */
export interface Finding {
  kind: 'well' | 'know' | 'trouble';
  code: string;
  /** The record as it is; null where there is none. */
  found: string | null;
  /** The record to add or to have instead; null where nothing is to be done. */
  suggested: string | null;
}

/** What providers want in the SPF record of a domain that sends through them, by the end of their server's name. */
const includes: readonly (readonly [end: string, include: string])[] = [
  ['gmail.com', '_spf.google.com'],
  ['google.com', '_spf.google.com'],
  ['office365.com', 'spf.protection.outlook.com'],
  ['outlook.com', 'spf.protection.outlook.com'],
  ['amazonaws.com', 'amazonses.com'],
  ['sendgrid.net', 'sendgrid.net'],
  ['mailgun.org', 'mailgun.org'],
  ['postmarkapp.com', 'spf.mtasv.net'],
  ['mailjet.com', 'spf.mailjet.com'],
  ['brevo.com', 'spf.brevo.com'],
  ['zoho.com', 'zoho.com'],
  ['worksmobile.com', '_spf.worksmobile.com'],
  ['fastmail.com', 'spf.messagingengine.com'],
];

/** SPF (RFC 7208): which servers may send for the domain. `smtp_host` is the one we hand mail to. Pure. */
export function judgeSpf(answer: TextAnswer, smtp_host: string | null): Finding {
  if ('trouble' in answer) return { kind: 'know', code: 'unanswered', found: null, suggested: null };
  const records = answer.texts.filter((text) => /^v=spf1( |$)/i.test(text));
  const term = smtp_host === null ? null : termOf(smtp_host);
  const [found, second] = records;
  if (found === undefined)
    return { kind: 'trouble', code: 'spf_missing', found: null, suggested: `v=spf1 ${term ?? 'mx'} ~all` };
  // RFC 7208 §4.5: with more than one there is none.
  if (second !== undefined) return { kind: 'trouble', code: 'spf_several', found: records.join('\n'), suggested: null };
  const terms = found.toLowerCase().split(/\s+/).slice(1);
  if (terms.some((one) => one === '+all' || one === 'all'))
    return {
      kind: 'trouble',
      code: 'spf_all',
      found,
      suggested: found.replace(/\+?\ball\b/i, '~all').replace('~~', '~'),
    };
  if (terms.filter((one) => /^[+~?-]?(include:|a\b|mx\b|ptr\b|exists:|redirect=)/.test(one)).length > 10)
    return { kind: 'trouble', code: 'spf_too_many', found, suggested: null };
  if (term !== null && !terms.includes(term.toLowerCase())) {
    const before = found.split(/\s+/);
    const suggested = [before[0], term, ...before.slice(1)].join(' ');
    // Its network may be allowed by an address, or by what another record includes.
    return { kind: 'know', code: 'spf_unnamed', found, suggested };
  }
  // Which way mail takes from a server on this machine only a test can tell.
  return { kind: 'well', code: term === null ? 'spf_there' : 'spf_well', found, suggested: null };
}

function termOf(smtp_host: string): string | null {
  const host = smtp_host.toLowerCase();
  const known = includes.find(([end]) => host === end || host.endsWith(`.${end}`));
  if (known) return `include:${known[1]}`;
  // A server on this machine, or one known by its address, says nothing of the way mail takes.
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(host) ? `a:${host}` : null;
}

/** DKIM (RFC 6376): whether the record under our selector has our public key. Pure. */
export function judgeDkim(answer: TextAnswer, public_key: string): Finding {
  const suggested = dkimRecord(public_key);
  if ('trouble' in answer) return { kind: 'know', code: 'unanswered', found: null, suggested };
  const records = answer.texts.filter((text) => /(^|;)\s*p\s*=/.test(text));
  const [found] = records;
  if (found === undefined) return { kind: 'trouble', code: 'dkim_missing', found: null, suggested };
  const key = /(?:^|;)\s*p\s*=\s*([^;]*)/.exec(found)![1]!.replace(/\s+/g, '');
  if (records.length > 1 || key !== public_key) return { kind: 'trouble', code: 'dkim_other', found, suggested };
  return { kind: 'well', code: 'dkim_well', found, suggested: null };
}

/** The TXT record that lets receivers check our signatures. */
export function dkimRecord(public_key: string): string {
  return `v=DKIM1; k=rsa; p=${public_key}`;
}

/** DMARC (RFC 7489): what receivers do with mail that neither proves. Answers from the domain upwards. Pure. */
export function judgeDmarc(answers: readonly TextAnswer[], domain: string): Finding {
  if (answers.some((answer) => 'trouble' in answer))
    return { kind: 'know', code: 'unanswered', found: null, suggested: null };
  const suggested = `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`;
  for (const answer of answers) {
    const records = 'texts' in answer ? answer.texts.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text)) : [];
    const [found, second] = records;
    if (found === undefined) continue;
    if (second !== undefined)
      return { kind: 'trouble', code: 'dmarc_several', found: records.join('\n'), suggested: null };
    const policy = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(found)?.[1]?.toLowerCase();
    if (!policy) return { kind: 'trouble', code: 'dmarc_broken', found, suggested };
    return { kind: 'well', code: policy === 'none' ? 'dmarc_none' : 'dmarc_well', found, suggested: null };
  }
  return { kind: 'know', code: 'dmarc_missing', found: null, suggested };
}

/** The names to ask for a DMARC record: the domain's own, then those above it, but no top-level one. Eight at most. */
export function dmarcNames(domain: string): string[] {
  const labels = domain.split('.').slice(-8);
  return labels.slice(0, -1).map((_, place) => `_dmarc.${labels.slice(place).join('.')}`);
}
