/** Why a mail did not arrive, in the words that `outbox.bounces` has for it. */
const bounceReasons = [
  'no_mailbox',
  'no_domain',
  'mailbox_closed',
  'mailbox_full',
  'too_large',
  'refused',
  'unreachable',
  'unknown',
] as const;
export type BounceReason = (typeof bounceReasons)[number];

/** What the address itself is to blame for, so that another mail to it would come back too. */
const hard: ReadonlySet<BounceReason> = new Set(['no_mailbox', 'no_domain', 'mailbox_closed']);

export function isHard(reason: BounceReason): boolean {
  return hard.has(reason);
}

/** Enhanced status codes without their first digit (RFC 3463 and the registry of RFC 5248). */
const byCode: Record<string, BounceReason> = {
  '1.1': 'no_mailbox',
  '1.2': 'no_domain',
  '1.3': 'no_mailbox',
  '1.4': 'no_mailbox',
  '1.6': 'no_mailbox',
  '1.10': 'no_domain',
  '2.1': 'mailbox_closed',
  '2.2': 'mailbox_full',
  '2.3': 'too_large',
  '3.4': 'too_large',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.3': 'unreachable',
  '4.4': 'no_domain',
  '4.6': 'unreachable',
  '4.7': 'unreachable',
  '7.0': 'refused',
  '7.1': 'refused',
};

/**
 * What servers write where their code says too little or the wrong thing, in the order in which it is looked for: a full
 * mailbox is often called refused, and a refusal of content mentions users and domains.
 */
const byWords: [RegExp, BounceReason][] = [
  [
    /quota|mailbox (is )?full|over ?quota|full mailbox|insufficient (storage|disk)|용량.{0,8}(초과|부족)|메일함.{0,6}(가득|꽉)/i,
    'mailbox_full',
  ],
  [/message (size|too (large|big))|size (limit )?exceed|too large/i, 'too_large'],
  [
    /host (or domain name )?not found|domain (name )?(not found|does not exist|isn.t found)|no such domain|nxdomain|unrouteable address|dns.{0,40}(no such|nonexistent|not found)|null ?mx|does not accept mail|존재하지 않는 도메인/i,
    'no_domain',
  ],
  [
    /(account|mailbox|user|recipient|address)[^.\n]{0,40}(disabled|inactive|suspended|deactivated|closed|locked|expired)|휴면|정지된/i,
    'mailbox_closed',
  ],
  [
    /spam|blocked|black ?list|block ?list|dnsbl|rbl\b|policy|dmarc|spf\b|dkim|reputation|relay(ing)? (access )?(is )?(denied|not permitted)|unauthenticated|content rejected|rate limit|too many/i,
    'refused',
  ],
  [
    /user (is )?(unknown|not found|doesn.t exist)|unknown (user|recipient|local|mailbox|address)|no such (user|mailbox|recipient|address|person|account)|(mailbox|recipient|address|user|account)[^.\n]{0,60}(not (found|exist)|does ?n.t exist|does not exist|unavailable|unknown|invalid|rejected|not listed|not known)|invalid (recipient|mailbox|address|user)|not (a )?(valid|known) (user|mailbox|recipient|address)|(doesn.t|don.t) have (a|an) .{0,20}account|no mailbox here|존재하지 않는|없는 (사용자|계정|메일)|수신자.{0,10}(없|확인)/i,
    'no_mailbox',
  ],
  [
    /timed? ?out|could not be delivered for|connection refused|unreachable|retry time|delivery (time|expired)|too long|no route|network/i,
    'unreachable',
  ],
];

/** A status of these says what is the matter whatever the words are; any other leaves it to the words. */
const telling: ReadonlySet<string> = new Set(['1.1', '1.2', '1.3', '1.6', '2.2', '2.3', '3.4']);

/** Whether and why a mail did not arrive, from its enhanced status code and what servers said of it. */
export function guessBounceReason({ status, text }: { status?: string | null; text: string }): BounceReason {
  const code = codeOf(status ?? '') ?? codeOf(text);
  if (code && telling.has(code)) return byCode[code]!;
  const told = byWords.find(([words]) => words.test(text))?.[1];
  // Codes of security and policy (x.7.x) are about what was sent or who sent it, never about the mailbox.
  if (code?.startsWith('7.') && told !== 'mailbox_full') return 'refused';
  return told ?? byCode[code ?? ''] ?? 'unknown';
}

/** `1.1` of `5.1.1`. */
function codeOf(text: string): string | null {
  return /\b[45]\.(\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
}
