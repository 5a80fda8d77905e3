// npm start: sets up what is missing, then serves. `--build-only` and `--dev`: see setup/start.mjs.
import './setup/guard.mjs';

const { orExplain } = await import('./setup/prepare.mjs');
const { start } = await import('./setup/start.mjs');
await orExplain(() => start(process.argv.slice(2)));
