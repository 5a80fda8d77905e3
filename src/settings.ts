import fs from 'node:fs';
import { z } from 'zod';

const port = z.coerce
  .number({ error: 'PORT must be a number from 1 to 65535' })
  .int({ error: 'PORT must be a whole number' })
  .min(1, { error: 'PORT must be a number from 1 to 65535' })
  .max(65_535, { error: 'PORT must be a number from 1 to 65535' });

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
  const given = Object.fromEntries(
    Object.entries(withFiles(environment)).filter(([, value]) => value !== ''),
  );
  const result = settingsInput.safeParse(given);
  if (!result.success) throw new SettingsError(result.error.issues[0]?.message ?? 'A setting is wrong.');
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
