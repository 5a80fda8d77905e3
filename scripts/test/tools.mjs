// @ts-check
import { execFileSync } from 'node:child_process';
import { during, say } from '../setup/narrate.mjs';
import { run } from '../setup/run.mjs';
import { findChromium, findCommand } from './find-command.mjs';
import { postgresPrograms } from './postgres.mjs';

/**
 * A program the tests need beside Node.
 * @typedef {object} Tool
 * @property {string} name
 * @property {() => string | undefined} find where it is
 * @property {string[]} packages what Debian calls it
 */

/** @type {Record<'postgres' | 'chromium' | 'bangla' | 'poppler' | 'libreoffice', Tool>} */
const tools = {
  postgres: { name: 'a PostgreSQL server, 15 or newer', find: postgresPrograms, packages: ['postgresql'] },
  chromium: {
    name: 'Chromium (or its path in the variable CHROMIUM)',
    find: findChromium,
    packages: ['chromium'],
  },
  bangla: {
    name: 'a Bangla font that fontconfig knows',
    find: findBanglaFont,
    packages: ['fontconfig', 'fonts-noto-core'],
  },
  poppler: {
    name: 'pdftotext from poppler',
    find: () => findCommand('pdftotext'),
    packages: ['poppler-utils'],
  },
  libreoffice: {
    name: 'LibreOffice Calc',
    find: () => findCommand('soffice'),
    packages: ['libreoffice-calc-nogui'],
  },
};

/** @typedef {keyof typeof tools} ToolName */

function findBanglaFont() {
  if (process.platform !== 'linux') return 'the system';
  const list = findCommand('fc-list');
  if (!list) return undefined;
  return execFileSync(list, [':lang=bn', 'file'], { encoding: 'utf8' }).split('\n').find(Boolean);
}

/**
 * Finds the programs the tests need, and installs the missing ones where that is possible: on Debian, as root.
 * @param {ToolName[]} needed
 * @returns {Promise<Map<ToolName, string>>} what is missing even so, each with the sentence that says what to do
 */
export async function findOrInstall(needed) {
  const missing = needed.filter((name) => !tools[name].find());
  if (missing.length > 0 && process.getuid?.() === 0 && findCommand('apt-get')) await install(missing);
  const still = missing.filter((name) => !tools[name].find());
  return new Map(still.map((name) => [name, whatToInstall(tools[name])]));
}

/** @param {Tool} tool */
function whatToInstall(tool) {
  return `The tests need ${tool.name}: install it (Debian and Ubuntu: apt-get install ${tool.packages.join(' ')}) and run this again.`;
}

/** @param {ToolName[]} missing */
async function install(missing) {
  const packages = missing.flatMap((name) => tools[name].packages);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120'];
  await during(`Installing ${packages.join(', ')} with apt-get`, async () => {
    const lists = await run('apt-get', [...apt, 'update'], { env });
    const result = await run('apt-get', [...apt, 'install', '--no-install-recommends', ...packages], { env });
    if (result.code !== 0)
      say(`${lists.output}\n${result.output}\n  apt-get failed; what it printed is above.`);
  });
}
