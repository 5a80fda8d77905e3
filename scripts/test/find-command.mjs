// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The first of some programs that exists.
 * @param {(string | undefined)[]} names names looked for on the PATH, or whole paths
 * @returns {string | undefined} its path
 */
export function findCommand(...names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name = '') => (isAbsolute(name) ? [name] : name && folders.map((folder) => join(folder, name))))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of the journeys: named in CHROMIUM, or the system's. */
export function findChromium() {
  return findCommand(
    process.env['CHROMIUM'],
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
}
