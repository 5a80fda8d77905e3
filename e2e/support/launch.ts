import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../scripts/test/find-command.mjs';

/** In a container there is no user namespace for the sandbox and little shared memory. */
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

/** Starts the browser named in CHROMIUM, or the system's. Throws when there is none. */
export async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('There is no Chromium here: install it, or put its path into CHROMIUM.');
  return chromium.launch({ executablePath, args: flags });
}
