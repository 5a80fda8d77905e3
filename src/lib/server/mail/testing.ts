import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Letterhead } from './compose.ts';
import type { Post } from './post.ts';

export type Arrived = { from: string; to: string[]; mail: ParsedMail; raw: string };

/** What the mail server of a test does with a letter it has read to the end: take it (default), refuse it, or hold on. */
export type Verdict = (arrived: Arrived) => Promise<void> | void;

/** An answer other than "taken". */
export function answer(status: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: status });
}

export type MailServer = {
  port: number;
  arrived: Arrived[];
  close: () => Promise<void>;
};

/** A real mail server on the loopback interface; keeps what arrives. */
export async function openMailServer(
  options: SMTPServerOptions & { verdict?: Verdict; port?: number } = {},
): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const { verdict, port = 0, ...rest } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    ...rest,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void simpleParser(raw).then(async (mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          const letter: Arrived = {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            mail,
            raw: raw.toString('utf8'),
          };
          arrived.push(letter);
          try {
            await verdict?.(letter);
            callback();
          } catch (error) {
            callback(error as Error);
          }
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    arrived,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const testHead: Letterhead = {
  origin: 'https://network.example',
  from: { name: 'অভিবাসন নেটওয়ার্ক', address: 'no-reply@network.example' },
  replyTo: { name: '', address: 'office@network.example' },
  timeZone: 'Asia/Dhaka',
};

/** A post that brings letters to the mail server of a test. */
export function postTo(
  port: number,
  patience = { connect: 2000, answer: 5000 },
): Extract<Post, { kind: 'server' }> {
  const smtp = {
    host: '127.0.0.1',
    port,
    secure: false,
    requireTls: false,
    user: null,
    password: null,
    patience,
  };
  return { kind: 'server', smtp, head: testHead, bounce: 'bounces@network.example' };
}
