// npm run setu -- <verb> …: the product from a command line. Arguments and exit code pass through.
import './setup/guard.mjs';

const { enter } = await import('./setup/entry.mjs');
const { orExplain, prepare } = await import('./setup/prepare.mjs');
await orExplain(async () => {
  await prepare({ build: true });
  await enter('src/cli/main.ts', process.argv.slice(2));
});
