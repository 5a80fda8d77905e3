// @ts-check
// The set-up speaks on the error stream: what a command prints stays clean and can be piped.

/** How often something that takes long says so, in milliseconds: a terminal can redraw, a log cannot. */
const every = process.stderr.isTTY ? 1000 : 10_000;
const patience = 2000;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @param {number} since a reading of `performance.now()`
 * @returns {string} "12.3 s" or "2 min 5 s"
 */
export function elapsed(since) {
  const seconds = (performance.now() - since) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Says what is being done, how long it has been going on once that is over two seconds, and when it is done.
 * @template T
 * @param {string} doing such as "Building the pages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function during(doing, work) {
  const since = performance.now();
  say(`${doing} …`);
  const tick = () => {
    if (performance.now() - since < patience) return;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K  ${elapsed(since)}`);
    else say(`  still going, ${elapsed(since)}`);
  };
  const timer = setInterval(tick, every);
  try {
    const result = await work();
    endLine();
    say(`  done in ${elapsed(since)}`);
    return result;
  } catch (error) {
    endLine();
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function endLine() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}
