import { kyselyAdapter } from '@better-auth/kysely-adapter';
import type { BetterAuthOptions } from 'better-auth';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { asRole } from '#lib/server/db/as-role.ts';
import type { Database } from '#lib/server/db/database.ts';
import { keyFor } from '#lib/server/secrets/secret.ts';
import { withHashedTokens } from './hashed-tokens.ts';
import { recoveryCodes } from './recovery-codes.ts';

/** The header in which we hand the address of the client to better-auth; nothing a client sends is believed. */
export const clientHeader = 'x-setu-client';

export type EngineOptions = {
  /** The public address of the site. */
  origin: string;
  secret: string;
  /** What the product calls itself in authenticator programs. */
  name: string;
  /** Another provider people may sign in with. */
  provider?: Provider | undefined;
};

/** An OpenID Connect provider. */
export type Provider = { issuer: string; clientId: string; clientSecret: string; name: string };

/** Its name in addresses and credentials. */
export const providerId = 'oidc';

const day = 24 * 60 * 60;

/** A session that nobody uses ends after this long; any session ends after `longestDays` (sessions.ts). */
export const sessionSeconds = 14 * day;

/** A sign-in through one of these shows a second factor (or is one by itself). */
const twoFactorPaths = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code']);

const names = {
  user: {
    modelName: 'accounts',
    fields: {
      emailVerified: 'email_verified',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'account_id',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
  },
  account: {
    modelName: 'credentials',
    fields: {
      userId: 'account_id',
      accountId: 'subject',
      providerId: 'provider',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
};

/** One-time codes and recovery codes, over our table. */
const codes = (issuer: string) =>
  twoFactor({
    issuer,
    allowPasswordless: true,
    backupCodeOptions: { storeBackupCodes: recoveryCodes },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'second_factors',
        fields: {
          userId: 'account_id',
          backupCodes: 'recovery_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });

/**
 * Sign-in through another provider: it proves an address, and lets in whoever has an open account here with that
 * address. It never makes an account, and counts as one factor.
 */
const throughProvider = ({ issuer, clientId, clientSecret, name }: Provider) =>
  genericOAuth({
    config: [
      {
        providerId,
        name,
        clientId,
        clientSecret,
        discoveryUrl: `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        disableImplicitSignUp: true,
      },
    ],
  });

/**
 * better-auth over our tables. It runs as the role setu_auth, which reaches the accounts and the tables of the door;
 * accounts are made by invitation only (room accounts), so signing up is off. Limits of tries are ours (attempts.ts).
 */
export function openEngine(database: Database, { origin, secret, name, provider }: EngineOptions) {
  const adapter = kyselyAdapter(asRole(database, 'setu_auth'), { type: 'postgres', transaction: true });
  return betterAuth({
    appName: name,
    baseURL: origin,
    secret: keyFor(secret, 'sign-in'),
    database: (options: BetterAuthOptions) => withHashedTokens(adapter(options)),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: names.user,
    session: {
      ...names.session,
      expiresIn: sessionSeconds,
      updateAge: day,
      additionalFields: {
        factors: { type: 'number', required: false, defaultValue: 1, input: false },
        method: { type: 'string', required: false, defaultValue: 'password', input: false },
      },
    },
    account: {
      ...names.account,
      encryptOAuthTokens: true,
      // An address counts when the provider and we have both confirmed it; no provider is trusted beyond that.
      accountLinking: { enabled: true, trustedProviders: [], allowDifferentEmails: false },
    },
    verification: { ...names.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
    },
    databaseHooks: {
      session: {
        create: {
          before: (session, context) => {
            const at = context?.path ?? '';
            if (twoFactorPaths.has(at))
              return Promise.resolve({ data: { ...session, factors: 2, method: 'code' } });
            const data = at.startsWith('/callback/') ? { ...session, method: providerId } : session;
            return Promise.resolve({ data });
          },
        },
      },
    },
    plugins: [codes(name), ...(provider ? [throughProvider(provider)] : [])],
    advanced: {
      cookiePrefix: 'setu',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [clientHeader] },
    },
  });
}

export type Engine = ReturnType<typeof openEngine>;
