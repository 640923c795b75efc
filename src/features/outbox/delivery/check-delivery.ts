import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { dmarcNames, type Finding, judgeDkim, judgeDmarc, judgeSpf } from './judge-records.ts';
import { senderDomain } from './sender-domain.ts';

/** What is known of our own signing. */
export interface DkimState {
  selector: string;
  /** The name of the record to add. */
  name: string;
  public_key: string;
  /** Since when mail is signed; null until the record was found. */
  verified_at: Date | null;
}

export interface DeliveryCheck {
  from_address: string | null;
  /** Null where the sender's address has none that a receiver could look up: then nothing is asked. */
  domain: string | null;
  smtp_host: string | null;
  dkim_key: DkimState | null;
  spf: Finding | null;
  dkim: Finding | null;
  dmarc: Finding | null;
}

/**
 * Whether what we send is likely to arrive: asks the name server for SPF, DKIM and DMARC of the sender's domain, all at
 * once, within four seconds. Changes nothing. Needs `settings.edit`.
 */
export async function checkDelivery(ctx: Context): Promise<DeliveryCheck> {
  allow(ctx, 'settings.edit');
  const { from_address, smtp_host, names } = ctx.post;
  const domain = senderDomain(from_address);
  const own = await findKey(ctx, domain);
  const about = { from_address, domain, smtp_host };
  if (domain === null) return { ...about, dkim_key: own, spf: null, dkim: null, dmarc: null };
  const [spf, dkim, ...dmarc] = await Promise.all([
    names.texts(domain),
    own && names.texts(own.name),
    ...dmarcNames(domain).map((name) => names.texts(name)),
  ]);
  const signing = own && dkim ? judgeDkim(dkim, own.public_key) : null;
  return {
    ...about,
    dkim_key: own,
    spf: judgeSpf(spf, smtp_host),
    dkim: signing,
    dmarc: judgeDmarc(
      dmarc.filter((answer) => answer !== null),
      domain,
    ),
  };
}

async function findKey(ctx: Context, domain: string | null): Promise<DkimState | null> {
  if (domain === null) return null;
  const key = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('dkim_key')
      .select(['selector', 'public_key', 'verified_at'])
      .where('domain', '=', domain)
      .executeTakeFirst(),
  );
  return key ? { ...key, name: `${key.selector}._domainkey.${domain}` } : null;
}
