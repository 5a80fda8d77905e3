// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { during } from './narrate.mjs';
import { filesBelow, fingerprint, readStamp, root, SetupError, writeStamp } from './project.mjs';
import { scriptOf } from './packages.mjs';
import { run } from './run.mjs';
import { suitableNode } from './node.mjs';

const stampFile = join(root, 'build', '.setu-build');
const sources = [
  'src',
  'messages',
  'static',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
];

function sourcesNow() {
  const files = sources.flatMap((path) => filesBelow(root, path));
  return fingerprint(
    root,
    files.filter((file) => !file.endsWith('.test.ts')),
  );
}

/** Was `build/` made from the sources as they are now? */
export function buildIsCurrent() {
  return readStamp(stampFile) === sourcesNow();
}

/** Builds the pages into `build/`. Quiet unless it fails; then throws SetupError with what the builder printed. */
export async function buildPages() {
  const made = sourcesNow();
  rmSync(stampFile, { force: true });
  await during('Building the pages', async () => {
    const command = [scriptOf('vite'), 'build', '--logLevel', 'warn'];
    const { code, output } = await run(suitableNode(), command, { cwd: root, env: { NODE_ENV: undefined } });
    if (code !== 0)
      throw new SetupError(`${output.trim()}\nThe pages could not be built; the reason is above.`);
  });
  writeStamp(stampFile, made);
}
