/**
 * The command-line door: `npm run setu -- <verb> …`. Verbs go through the same queries, commands and renderers
 * as the web. Exit codes: 0 done, 1 it could not be done, 2 the words were not understood.
 */
import process from 'node:process';
import { ExpectedError } from '#lib/errors.ts';
import { DatabaseUnusable } from '#lib/server/db/errors.ts';
import { BackupRefused } from '#lib/server/backup/refused.ts';
import { readSettings, SettingsError } from '#settings';
import { admin } from './admin.ts';
import { backup } from './backup.ts';
import { bulletin } from './bulletin.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { restore } from './restore.ts';
import { NotInOrder, UsageError, type Verb } from './verb.ts';

const verbs: Record<string, Verb> = { admin, backup, bulletin, files, history, restore };

function help(): string {
  const lines = Object.values(verbs).map((verb) => `  ${verb.usage}\n      ${verb.summary}`);
  return [
    'Usage: npm run setu -- <verb> [options]',
    '',
    ...lines,
    '',
    '  --help   this text, or after a verb its own',
    '',
  ].join('\n');
}

async function run(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const verb = verbs[name];
  if (!verb) throw new UsageError(`There is no verb ${name}.\n\n${help()}`);
  if (rest.includes('--help')) {
    process.stdout.write(`Usage: npm run setu -- ${verb.usage}\n${verb.details}\n`);
    return 0;
  }
  await verb.run(rest, readSettings());
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const expected = [BackupRefused, ExpectedError, DatabaseUnusable, NotInOrder, SettingsError, UsageError];
  const isExpected = expected.some((kind) => error instanceof kind);
  process.stderr.write(
    `${error instanceof Error ? (isExpected ? error.message : (error.stack ?? '')) : String(error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
