// node scripts/pictures.mjs: makes the pictures of the README and the guides anew, from the demonstration network.
import './setup/guard.mjs';

const { enter } = await import('./setup/entry.mjs');
const { orExplain, prepare } = await import('./setup/prepare.mjs');
await orExplain(async () => {
  await prepare({ build: true });
  await enter('scripts/pictures/main.ts', process.argv.slice(2));
});
