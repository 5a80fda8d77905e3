import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { structureProblems } from './problems.ts';

const order = `export const order = ['people', 'bodies', 'meetings'];`;

/** Checks a small checkout made of these files; the order of features is people, bodies, meetings. */
async function rulesBroken(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'setu-structure-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries({ 'src/features/order.ts': order, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const problems = await structureProblems(root);
  return problems.map(({ file, rule }) => `${file}: ${rule}`);
}

it('a tidy checkout has no problem', async () => {
  const broken = await rulesBroken({
    'src/features/people/schema.ts': '',
    'src/features/people/server/queries.ts': 'tx.db.selectFrom("person")',
    'src/features/bodies/server/commands.ts': `import { get } from '#features/people/server/queries.ts';`,
    'src/features/bodies/server/commands.test.ts': 'sql`select 1`',
    'src/features/bodies/seats/rules.ts': `import { rule } from '../schema.ts';`,
    'src/features/bodies/seats/ui/SeatList.svelte': `<script>import type { X } from '#features/people/schema.ts';</script>`,
    'src/routes/[lang=lang]/+page.server.ts': `import { get } from '#features/meetings/server/queries.ts';`,
    'src/lib/ui/TermBar.svelte': '',
    'src/lib/ui/examples/Terms.examples.svelte': '',
    'src/lib/ui/TermBar.svelte.test.ts': '',
    'src/lib/server/db/viewer.ts': 'sql<string>`select 1`',
  });
  expect(broken).toEqual([]);
});

it.each([
  ['src/features/people/loader.ts', /a feature holds only schema\.ts/u],
  ['src/features/people/notes.md', /a feature holds only schema\.ts/u],
  ['src/features/people/server/mailer.ts', /a feature holds only/u],
  ['src/features/people/server/deep/queries.ts', /a feature holds only/u],
  ['src/features/people/ui/parts/Name.svelte', /a feature holds only/u],
  ['src/features/people/terms/past/rules.ts', /a feature holds only/u],
  ['src/features/shared.ts', /one folder per noun/u],
  ['src/features/parcels/schema.ts', /"parcels" has no place in the order/u],
  ['src/lib/ui/index.ts', /nothing is called "index"/u],
  ['src/lib/utils/dates.ts', /nothing is called "utils"/u],
  ['scripts/helpers.mjs', /nothing is called "helpers"/u],
  ['src/lib/ui/termBar.svelte', /components are named in PascalCase/u],
  ['src/lib/TermBar.ts', /files are named in kebab-case/u],
])('%s is a name that breaks a rule', async (file, rule) => {
  const broken = await rulesBroken({ [file]: '' });
  expect(broken).toEqual([expect.stringMatching(rule)]);
});

it.each([
  ['a value', 'rules.ts', `import { seats } from '#features/bodies/rules.ts';`],
  ['a type', 'rules.ts', `import type { Seat } from '#features/bodies/schema.ts';`],
  ['by a relative path', 'server/queries.ts', `import { seats } from '../../bodies/server/queries.ts';`],
  ['when needed', 'rules.ts', `const late = () => import('#features/bodies/rules.ts');`],
  [
    'a type in a component',
    'ui/Name.svelte',
    `<script lang="ts">import type { Seat } from '#features/bodies/schema.ts';</script>`,
  ],
  ['again', 'schema.ts', `export { seat } from '#features/bodies/schema.ts';`],
])('a feature imports no later one: %s', async (_what, file, text) => {
  const broken = await rulesBroken({ [`src/features/people/${file}`]: text });
  expect(broken).toEqual([expect.stringMatching(/"people" comes before "bodies"/u)]);
});

it.each([
  [
    'src/lib/dates.ts',
    `import type { Seat } from '#features/bodies/schema.ts';`,
    /src\/lib knows no feature/u,
  ],
  [
    'src/features/people/rules.ts',
    `import { load } from '../../routes/+page.server.ts';`,
    /does not know the site map/u,
  ],
  [
    'src/routes/Part.svelte',
    `<script>import type { Tx } from '#lib/server/db/viewer.ts';</script>`,
    /a component imports nothing/u,
  ],
  ['src/features/people/rules.ts', 'db.selectFrom("person")', /SQL is written only/u],
  ['src/routes/+page.server.ts', 'sql<{ n: number }>`select 1`', /SQL is written only/u],
  ['src/routes/+server.ts', 'line\n'.repeat(101), /at most 100 lines/u],
  ['src/lib/dates.ts', '// eslint-disable-next-line complexity', /an eslint-disable says why/u],
])('%s breaks a rule by what it says', async (file, text, rule) => {
  const broken = await rulesBroken({ [file]: text });
  expect(broken).toEqual([expect.stringMatching(rule)]);
});

it('a room with more than fifteen files is to be split, sub-nouns not counted', async () => {
  const tests = Array.from({ length: 16 }, (_, n) => [`src/features/people/case-${String(n)}.test.ts`, '']);
  const nested = Array.from({ length: 16 }, (_, n) => [
    `src/features/bodies/seats/case-${String(n)}.test.ts`,
    '',
  ]);
  const broken = await rulesBroken(Object.fromEntries([...tests, ...nested]) as Record<string, string>);
  expect(broken).toEqual([expect.stringMatching(/^src\/features\/people: .*this one has 16/u)]);
});
