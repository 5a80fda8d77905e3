import fs from 'node:fs';
import { z } from 'zod';
import { mailboxInput } from './lib/mail/address.ts';

const port = z.coerce
  .number({ error: 'PORT must be a number from 1 to 65535' })
  .int({ error: 'PORT must be a whole number' })
  .min(1, { error: 'PORT must be a number from 1 to 65535' })
  .max(65_535, { error: 'PORT must be a number from 1 to 65535' });

const months = z.coerce
  .number({ error: 'months are a whole number from 0 to 1200' })
  .int({ error: 'months are a whole number from 0 to 1200' })
  .min(0, { error: 'months are a whole number from 0 to 1200' })
  .max(1200, { error: 'months are a whole number from 0 to 1200' });
const wholeNumber = (name: string, least: number, most: number) =>
  z.coerce
    .number({ error: `${name} must be a number from ${String(least)} to ${String(most)}` })
    .int({ error: `${name} must be a whole number` })
    .min(least, { error: `${name} must be at least ${String(least)}` })
    .max(most, { error: `${name} must be at most ${String(most)}` });

/** As Date.getUTCDay counts them. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

const hour = z.coerce.number().int().min(0).max(23);

/** Every setting of an installation: name, meaning, default. `docs/operations.md` is generated from this. */
export const settingsInput = z.object({
  PORT: port.default(3000).describe('Port the web server listens on.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address it listens on. 0.0.0.0 opens it to the network.'),
  ORIGIN: z
    .url({ protocol: /^https?$/u, error: 'ORIGIN must be an address such as https://network.example' })
    .optional()
    .describe(
      'Public address when behind a proxy, such as https://network.example. Default: http://HOST:PORT.',
    ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database and of stored files.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//u, { error: 'DATABASE_URL must start with postgres://' })
    .optional()
    .describe('Use this PostgreSQL server (15 or newer) instead of the embedded database.'),
  PACKS: z
    .string()
    .default('sdg,gcm,bangladesh,bangladesh-demonstration')
    .transform((list) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .describe('Packs loaded at start, in order, separated by commas.'),
  CLIENT_ADDRESS_HEADER: z
    .enum(['x-forwarded-for', 'x-real-ip'])
    .optional()
    .describe(
      'Header in which the proxy in front names the client, for limits of tries. Set it only behind a proxy that writes it itself; without it all clients of a proxy count as one.',
    ),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/u, error: 'S3_ENDPOINT must be an address such as https://s3.example' })
    .transform((address) => address.replace(/\/+$/u, ''))
    .optional()
    .describe(
      'Keep files in this S3-compatible store instead of DATA_DIR/files; addressed as endpoint/bucket.',
    ),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, { error: 'S3_BUCKET must be the name of a bucket' })
    .optional()
    .describe('Its bucket, which must exist.'),
  S3_REGION: z.string().default('us-east-1').describe('Its region, as the store wants it in signatures.'),
  S3_KEY: z.string().optional().describe('Its access key.'),
  S3_SECRET: z.string().optional().describe('Its secret key.'),
  CLAMD: z
    .string()
    .regex(/^(?:\/.+|[\w.-]+(?::\d+)?|\[[\da-f:]+\](?::\d+)?)$/iu, {
      error: 'CLAMD must be a socket such as /run/clamav/clamd.ctl, or host:port',
    })
    .optional()
    .describe(
      'ClamAV daemon that looks at every uploaded file: its socket (/run/clamav/clamd.ctl) or host:port. Without it files are not scanned, and pages say so.',
    ),
  UPLOADS_DAILY_MB: wholeNumber('UPLOADS_DAILY_MB', 50, 1_000_000)
    .default(1000)
    .describe('How much one person may upload in a day, in MB, whatever becomes of it.'),
  KEEP_FREE_MB: wholeNumber('KEEP_FREE_MB', 100, 1_000_000)
    .default(500)
    .describe('Room on the disk of DATA_DIR that uploads leave free, in MB; with less, nothing is taken in.'),
  SECRET: z
    .string()
    .min(32, { error: 'SECRET must have at least 32 characters' })
    .optional()
    .describe(
      'What signs and encrypts at the door, 32 characters or more. Default: made at first start and kept in DATA_DIR/secret. Set it when several processes serve one database.',
    ),
  SECOND_FACTOR: z
    .enum(['duties', 'everyone'])
    .default('duties')
    .describe('Who must show a second factor to sign in: the secretariat and administrators, or everyone.'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/u, error: 'OIDC_ISSUER must be an address such as https://login.example' })
    .optional()
    .describe(
      'An OpenID Connect provider people may sign in with. It must be given OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, and the redirect address ORIGIN/api/auth/callback/oidc. It lets in whoever has an account here with the same confirmed address, and makes no account.',
    ),
  OIDC_CLIENT_ID: z.string().optional().describe('The name this installation has at the provider.'),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('Its secret there; or a file with it: OIDC_CLIENT_SECRET_FILE.'),
  OIDC_NAME: z.string().default('OpenID').describe('What the provider is called on the sign-in page.'),
  DEMONSTRATION_ACCOUNTS: z
    .enum(['auto', 'yes', 'no'])
    .default('auto')
    .describe(
      'Accounts for trying out the demonstration: auto makes them when the pack bangladesh-demonstration is loaded and the site answers this machine only. Otherwise none are made, and those that exist are closed.',
    ),
  TIME_ZONE: z.string().default('Asia/Dhaka').describe('Time zone of the country.'),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/u,
      error: 'SMTP_URL must be an address such as smtp://user:password@host:587',
    })
    .optional()
    .describe('The mail server, such as smtp://user:password@mail.example:587, or smtps:// for TLS at once.'),
  SMTP_HOST: z.string().optional().describe('The mail server, when SMTP_URL is not set.'),
  SMTP_PORT: wholeNumber('SMTP_PORT', 1, 65_535)
    .default(587)
    .describe('Its port; 465 means TLS at once, any other STARTTLS.'),
  SMTP_USER: z.string().optional().describe('Name to sign in to the mail server with.'),
  SMTP_PASSWORD: z.string().optional().describe('Password to sign in to the mail server with.'),
  SMTP_TLS: z
    .enum(['required', 'offered'])
    .default('required')
    .describe('Refuse a mail server without TLS, or use TLS when it is offered. This machine needs none.'),
  MAIL_FROM: mailboxInput
    .optional()
    .describe('Sender of mails, such as Secretariat <no-reply@network.example>. Needed with a mail server.'),
  MAIL_BOUNCE: mailboxInput
    .optional()
    .describe('Address that mails which cannot be delivered come back to. Default: that of MAIL_FROM.'),
  MAIL_REPLY_TO: mailboxInput.optional().describe('Mailbox that answers go to. Default: that of MAIL_FROM.'),
  WEEKLY_DAY: z.enum(weekdays).default('sunday').describe('Day of the weekly letter, in TIME_ZONE.'),
  WEEKLY_HOUR: wholeNumber('WEEKLY_HOUR', 0, 23)
    .default(8)
    .describe('Hour from which the weekly letter is sent, 0 to 23, in TIME_ZONE.'),
  REMIND_DAYS: wholeNumber('REMIND_DAYS', 0, 30)
    .default(3)
    .describe(
      'So many days before a meeting those invited who have not declined are reminded, once, from WEEKLY_HOUR on; 0: not.',
    ),
  PUBLISH_LATE: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('Whether the public page of a reporting round names the organisations whose reports are late.'),
  OUTBOX_KEEP_DAYS: wholeNumber('OUTBOX_KEEP_DAYS', 1, 3650)
    .default(90)
    .describe('For how many days the outbox remembers what was done; letters only as template and time.'),
  BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the nightly backups; better on another disk. Default: backups in DATA_DIR.'),
  BACKUP_HOUR: z
    .union([z.literal('off'), hour], { error: 'BACKUP_HOUR must be a number from 0 to 23, or off' })
    .default(2)
    .describe('Hour of the day in TIME_ZONE of the nightly backup, or off.'),
  BACKUP_KEEP: z.coerce
    .number({ error: 'BACKUP_KEEP must be a number from 1 to 1000' })
    .int({ error: 'BACKUP_KEEP must be a whole number' })
    .min(1, { error: 'BACKUP_KEEP must be a number from 1 to 1000' })
    .max(1000, { error: 'BACKUP_KEEP must be a number from 1 to 1000' })
    .default(7)
    .describe('How many nightly backups are kept; older ones are removed.'),
  METRICS: z
    .enum(['loopback', 'everyone'])
    .default('loopback')
    .describe('Who may read /metrics: programs on this machine that ask directly, or everyone.'),
  KEEP_READS_MONTHS: months
    .default(24)
    .describe('Months the log of reading is kept, from 1 on; 0 keeps it for good.'),
  KEEP_ACTORS_MONTHS: months
    .default(0)
    .describe('Months the name of who made a change stands in the history; 0 keeps it for good.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged.'),
});

export type Settings = z.infer<typeof settingsInput>;

/** A setting that cannot be used; `message` is one sentence for the person who starts the product. */
export class SettingsError extends Error {}

/** Reads the settings from the environment (empty values count as not set). Throws SettingsError. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(withFiles(environment)).filter(([, value]) => value !== ''),
  );
  const result = settingsInput.safeParse(given);
  if (!result.success) throw new SettingsError(sentenceOf(result.error));
  if ((result.data.SMTP_URL ?? result.data.SMTP_HOST) !== undefined && !result.data.MAIL_FROM)
    throw new SettingsError('MAIL_FROM must be set when a mail server is.');
  return result.data;
}

/** The other provider people may sign in with, if there is one. Throws SettingsError when it is half there. */
export function providerOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME }: Settings) {
  if (!OIDC_ISSUER) return undefined;
  if (!OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET)
    throw new SettingsError('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too.');
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME,
  };
}

/** A secret may stand in a file instead: SECRET_FILE=/run/secrets/setu gives SECRET. Throws SettingsError. */
function withFiles(environment: Record<string, string | undefined>): Record<string, string | undefined> {
  const read = { ...environment };
  for (const name of Object.keys(settingsInput.shape)) {
    const file = environment[`${name}_FILE`];
    if (!file || environment[name]) continue;
    try {
      read[name] = fs.readFileSync(file, 'utf8').trim();
    } catch {
      throw new SettingsError(`${name}_FILE names a file that cannot be read: ${file}`);
    }
  }
  return read;
}

/** The value itself is not repeated: it may be a secret. */
function sentenceOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  const name = String(issue?.path[0] ?? '');
  const message = issue?.message ?? 'A setting is wrong.';
  return message.includes(name) ? message : `${name}: ${message}`;
}

/** Is this the demonstration? Its people are invented, and nothing may reach anybody outside. */
export function isDemonstration({ PACKS }: Settings): boolean {
  return PACKS.some((pack) => pack.endsWith('-demonstration'));
}

/** The public address, or where it listens. */
export function originOf({ ORIGIN, HOST, PORT }: Settings): string {
  return new URL(ORIGIN ?? `http://${HOST}:${String(PORT)}`).origin;
}
