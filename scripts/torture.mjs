// npm run torture -- <kill|powercut|backup> [rounds]: proves that no acknowledged write is lost.
import './setup/guard.mjs';

const { enter } = await import('./setup/entry.mjs');
const { orExplain, prepare } = await import('./setup/prepare.mjs');
await orExplain(async () => {
  await prepare({ build: false });
  await enter('scripts/torture/main.ts', process.argv.slice(2));
});
