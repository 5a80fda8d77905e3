// @ts-check
import { root } from '../setup/project.mjs';
import { run, systemPath } from '../setup/run.mjs';

/**
 * Asks npm for known vulnerabilities, high or critical, in what runs in production. Where its service does not answer
 * this passes and says so: a machine without network can still be checked.
 */
export async function audit() {
  const { output } = await run(
    'npm',
    ['audit', '--json', '--omit=dev', '--audit-level=high', '--fetch-retries=0', '--fetch-timeout=15000'],
    { cwd: root, env: { PATH: systemPath() }, shell: process.platform === 'win32' },
  );
  return verdict(output);
}

/**
 * @param {string} output what `npm audit --json` printed, warnings around it included
 * @returns {{ passed: boolean, output: string }}
 */
export function verdict(output) {
  const counts = reportIn(output)?.metadata?.vulnerabilities;
  if (!counts) {
    return {
      passed: true,
      output: 'The service behind npm audit does not answer here, so nothing was looked up.',
    };
  }
  const found = counts.high + counts.critical;
  if (found === 0) return { passed: true, output: '' };
  return {
    passed: false,
    output: `${found} packages have a known high vulnerability: see npm audit --omit=dev.`,
  };
}

/** @param {string} output */
function reportIn(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
