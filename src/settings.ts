import { z } from 'zod';

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
  TIME_ZONE: z.string().default('Asia/Dhaka').describe('Time zone of the country.'),
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
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settingsInput.safeParse(given);
  if (!result.success) throw new SettingsError(result.error.issues[0]?.message ?? 'A setting is wrong.');
  return result.data;
}
