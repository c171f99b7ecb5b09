// A real SMTP server on loopback that keeps what it is given, or refuses it.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface PostOffice {
  readonly url: string;
  /** Whole e-mails, headers included. */
  readonly mails: { to: string[]; source: string }[];
  refusing: boolean;
  /** Waits until it has been given as many as that. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const mails: PostOffice['mails'] = [];
  let told: (() => void)[] = [];
  const office: PostOffice = {
    url: '',
    mails,
    refusing: false,
    async until(count) {
      while (mails.length < count) await new Promise<void>((resolve) => told.push(resolve));
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_, __, done) => done(office.refusing ? new Error('451 not now') : undefined),
    onData(stream, session, done) {
      let source = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => (source += chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
        done();
        const waiting = told;
        told = [];
        for (const tell of waiting) tell();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(office, { url: `smtp://127.0.0.1:${port}` });
}
