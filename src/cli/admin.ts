import * as grants from '#features/accounts/grants/server/commands.ts';
import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { inviteInput } from '#features/accounts/schema.ts';
import { civilDay } from '#lib/dates.ts';
import { isLang } from '#lib/i18n/lang.ts';
import { now } from '#lib/server/clock.ts';
import { asSystem, type Tx } from '#lib/server/db/viewer.ts';
import { openInstallation } from '../installation.ts';
import { readWords, tellOnError, UsageError, type Verb } from './verb.ts';

/** Invites an administrator and prints the link: the first account of an installation comes from here. */
export const admin: Verb = {
  usage: 'admin invite ADDRESS --lang en|bn [--name NAME]',
  summary: 'Invites an administrator; prints the link that opens the account, once.',
  details: `
  ADDRESS       mail address of the administrator
  --lang        language of the invitation: en or bn (default en)
  --name NAME   how the person is called (default: the address up to the @)

  The link is good once, for seven days. A second factor is set up at the first sign-in.`,
  run: async (argv, settings) => {
    const { values, positionals } = readWords({
      args: argv,
      allowPositionals: true,
      options: { lang: { type: 'string', default: 'en' }, name: { type: 'string' } },
    });
    const [what, address, ...more] = positionals;
    if (what !== 'invite' || !address || more.length > 0) throw new UsageError('Say: admin invite ADDRESS');
    if (!isLang(values.lang)) throw new UsageError('--lang is en or bn.');
    const given = { email: address, lang: values.lang, name: values.name ?? address.split('@')[0] };
    const input = inviteInput.safeParse(given);
    if (!input.success) throw new UsageError(`${address} is not a mail address, or the name is too short.`);
    const origin = settings.ORIGIN ?? `http://${settings.HOST}:${String(settings.PORT)}`;
    const database = await openInstallation(settings, tellOnError);
    try {
      const at = now();
      const link = await asSystem(database, 'the first administrator comes from the command line', (db) => {
        const viewer = { kind: 'system', actor: 'command line' } as const;
        const tx: Tx = { db, viewer, door: 'command-line', requestId: 'admin invite', now: at };
        return inviteAdministrator(tx, input.data, {
          origin: origin.replace(/\/$/u, ''),
          today: civilDay(at, settings.TIME_ZONE),
        });
      });
      process.stdout.write(`${link}\n`);
    } finally {
      await database.destroy();
    }
  },
};

async function inviteAdministrator(
  tx: Tx,
  input: { email: string; name: string; lang: 'en' | 'bn' },
  { origin, today }: { origin: string; today: string },
): Promise<string> {
  const { account, link } = await invitations.invite(tx, input, origin);
  await grants.give(tx, account, {
    duty: 'administrator',
    from: today,
    reason: 'invited from the command line of the installation',
  });
  return link;
}
