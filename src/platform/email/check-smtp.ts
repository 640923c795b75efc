import { createTransport } from 'nodemailer';

/** Connects and signs in to the mail server without sending anything. Null when all is well, otherwise its own words. */
export async function checkSmtp(smtp_url: string): Promise<string | null> {
  const transport = createTransport(smtp_url, { from: '' });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0]!;
  } finally {
    transport.close();
  }
}
