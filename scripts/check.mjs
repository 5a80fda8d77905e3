// npm run check: types, lint, formatting, unused code, import directions, structure, messages, generated files, audit.
import './setup/guard.mjs';

const { orExplain, prepare } = await import('./setup/prepare.mjs');
await orExplain(async () => {
  await prepare({ build: false });
  const { runChecks } = await import('./check/steps.mjs');
  const { passed, failed } = await runChecks();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
});
