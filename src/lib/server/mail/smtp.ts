import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { plainReason } from '#lib/server/jobs/reasons.ts';

export type Smtp = {
  host: string;
  port: number;
  /** TLS from the first byte (port 465). */
  secure: boolean;
  /** Refuse to speak without TLS. */
  requireTls: boolean;
  user: string | null;
  password: string | null;
  /** Waiting for a connection, and for each answer. */
  patience?: { connect: number; answer: number };
};

export type Envelope = { from: string; to: string };

/**
 * What the server said, or did not say: it refuses this letter (5xx), asks to try later (4xx), cannot be used at all
 * (down, wrong password, no TLS), or did not answer when it may have had the letter. `given`: it may have had it.
 */
export class SmtpFailure extends Error {
  readonly kind: 'refused' | 'later' | 'unreachable' | 'unanswered';
  readonly given: boolean;
  constructor(message: string, kind: SmtpFailure['kind'], given: boolean) {
    super(message);
    this.kind = kind;
    this.given = given;
  }
}

/** RFC 5321 asks for ten minutes after the last dot: giving up earlier makes copies. */
const usual = { connect: 20_000, answer: 600_000 };

/**
 * Gives one letter to the mail server and waits for its answer. `beforeData` is awaited after the server has taken the
 * recipient and before it can have the whole letter; when it throws, the letter is not delivered. Throws SmtpFailure.
 */
export async function deliver(
  smtp: Smtp,
  envelope: Envelope,
  source: Buffer,
  beforeData: () => Promise<void>,
): Promise<void> {
  const patience = smtp.patience ?? usual;
  const connection = new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: smtp.requireTls,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: patience.answer,
    logger: false,
  });
  let given = false;
  const letter = Readable.from(
    (async function* () {
      await beforeData();
      given = true;
      yield source;
    })(),
    { objectMode: false },
  );
  try {
    await step((done) => connection.connect(done), connection);
    const { user, password } = smtp;
    if (user !== null)
      await step((done) => connection.login({ user, pass: password ?? '' }, done), connection);
  } catch (error) {
    close(connection, letter);
    throw new SmtpFailure(plainReason(error), 'unreachable', false);
  }
  try {
    await step(
      (done) => connection.send({ from: envelope.from, to: [envelope.to] }, letter, done),
      connection,
    );
  } catch (error) {
    throw failureOf(error, given);
  } finally {
    close(connection, letter);
  }
}

function close(connection: SMTPConnection, letter: Readable): void {
  letter.destroy();
  connection.on('error', () => undefined);
  connection.quit();
  connection.close();
}

type Done = (error?: Error | null) => void;

/** One step of the conversation; the connection may also fail outside of it. */
function step(start: (done: Done) => void, connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(error);
    const onEnd = () => reject(new Error('the mail server closed the connection'));
    connection.once('error', onError);
    connection.once('end', onEnd);
    start((error) => {
      connection.removeListener('error', onError);
      connection.removeListener('end', onEnd);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** A certain answer of the server counts as it is; without one, what matters is whether it had the letter. */
function failureOf(error: unknown, given: boolean): SmtpFailure {
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  if (status >= 500) return new SmtpFailure(plainReason(error), 'refused', given);
  if (status >= 400) return new SmtpFailure(plainReason(error), 'later', given);
  return new SmtpFailure(plainReason(error), given ? 'unanswered' : 'unreachable', given);
}
