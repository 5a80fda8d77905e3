import { z } from 'zod';

const port = z.coerce
  .number({ error: 'PORT must be a number from 1 to 65535' })
  .int({ error: 'PORT must be a whole number' })
  .min(1, { error: 'PORT must be a number from 1 to 65535' })
  .max(65_535, { error: 'PORT must be a number from 1 to 65535' });

const secret = (name: string) =>
  z
    .string()
    .min(32, { error: `${name} must have at least 32 letters` })
    .optional();

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
  SECRET: secret('SECRET').describe(
    'At least 32 random letters that sign addresses of files. Default: made at the first start and kept in DATA_DIR/secret. Processes on several machines need the same.',
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
  S3_SECRET_FILE: z.string().optional().describe('A file that holds the secret key, instead of S3_SECRET.'),
  CLAMD: z
    .string()
    .regex(/^(?:\/.+|[\w.-]+(?::\d+)?|\[[\da-f:]+\](?::\d+)?)$/iu, {
      error: 'CLAMD must be a socket such as /run/clamav/clamd.ctl, or host:port',
    })
    .optional()
    .describe(
      'ClamAV daemon that looks at every uploaded file: its socket (/run/clamav/clamd.ctl) or host:port. Without it files are not scanned, and pages say so.',
    ),
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
  TIME_ZONE: z.string().default('Asia/Dhaka').describe('Time zone of the country.'),
  METRICS: z
    .enum(['loopback', 'everyone'])
    .default('loopback')
    .describe('Who may read /metrics: programs on this machine that ask directly, or everyone.'),
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
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settingsInput.safeParse(given);
  if (!result.success) throw new SettingsError(result.error.issues[0]?.message ?? 'A setting is wrong.');
  return result.data;
}
