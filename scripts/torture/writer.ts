/**
 * The victim: opens the database as the product does, loads the packs, then writes records through the one way
 * of writing, and acknowledges each commit in a side file; gives backups at the door. Ends only by being killed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { organisationInput, organisationTypeInput } from '../../src/features/organisations/schema.ts';
import * as organisations from '../../src/features/organisations/server/commands.ts';
import { openBackups } from '../../src/lib/server/backup/service.ts';
import { asViewer, type Viewer } from '../../src/lib/server/db/viewer.ts';
import { openFolderStore } from '../../src/lib/server/files/folder-store.ts';
import { loadPacks, openInstallation } from '../../src/installation.ts';
import { readSettings } from '../../src/settings.ts';

const [data = '', acknowledgements = '', url] = process.argv.slice(2);
const settings = readSettings({ DATA_DIR: data, DATABASE_URL: url });
const say = (phase: string) => process.stdout.write(`${phase}\n`);

say('opening');
const database = await openInstallation(settings, () => {});
openBackups(database, {
  dataDir: data,
  store: openFolderStore(path.join(data, 'files')),
  version: 'torture',
  nightly: null,
  now: () => new Date(),
  said: () => {},
  report: (error) => process.stderr.write(`${String(error)}\n`),
});
say('loading packs');
await loadPacks(database, settings, () => {});

const viewer: Viewer = { kind: 'system', actor: 'torture' };
const asking = { viewer, requestId: 'torture', now: new Date('2026-11-23T03:00:00Z') };
const type = organisationTypeInput.parse({ ref: 'torture', name: 'Torture', sector: 'other' });
await asViewer(database, asking, (tx) => organisations.saveTypes(tx, [type]));

const written = fs.existsSync(acknowledgements)
  ? fs.readFileSync(acknowledgements, 'utf8').trim().split('\n')
  : [];
let next = Number(written.at(-1) ?? '0') + 1000;
const side = fs.openSync(acknowledgements, 'a');
say('writing');
for (;;) {
  const size = 1 + (next % 7);
  const batch = Array.from({ length: size }, (_, index) =>
    organisationInput.parse({
      ref: `t-${String(next + index)}`,
      type: 'torture',
      name: `Batch ${String(next)} of ${String(size)}`,
    }),
  );
  await asViewer(database, asking, (tx) => organisations.save(tx, batch));
  next += size;
  fs.writeSync(side, `${String(next - 1)}\n`);
}
