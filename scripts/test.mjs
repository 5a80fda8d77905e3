// npm test: everything, from an empty clone. npm test -- <path or name>: only the tests beside the code that match.
// The last line is always "N passed, N failed".
import './setup/guard.mjs';

process.env.TZ = 'Asia/Kathmandu';
const { prepare } = await import('./setup/prepare.mjs');
const { SetupError } = await import('./setup/project.mjs');
const [filter, ...more] = process.argv.slice(2);

async function run() {
  await prepare({ build: false });
  const { runAll, runSome } = await import('./test/run-all.mjs');
  return filter === undefined ? runAll() : runSome(filter, more);
}

const { passed, failed } = await run().catch((error) => {
  process.stdout.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
