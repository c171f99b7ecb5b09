// Hands e-mails to the clinic's SMTP server. Words are fixed by whoever calls; nothing here knows a message.
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for a repetition, so that a receiver can tell. */
  readonly id: string;
}

export interface Mailer {
  /** @throws Error when the server did not take it; trying again later is safe. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** @param url e.g. smtps://user:password@mail.clinic.example */
export function createMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'healing-space';
  return {
    async send({ to, subject, text, id }) {
      await transport.sendMail({
        from,
        // Never parsed as a list of addresses.
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
