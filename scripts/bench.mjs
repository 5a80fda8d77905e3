// npm run bench -- <pages|weight|start|growth|documents> …: measures, prints ratios, asserts nothing.
import './setup/guard.mjs';

const { enter } = await import('./setup/entry.mjs');
const { orExplain, prepare } = await import('./setup/prepare.mjs');
await orExplain(async () => {
  await prepare({ build: true });
  await enter('bench/main.ts', process.argv.slice(2));
});
