import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, publicViewer } from '#lib/server/db/viewer.ts';
import { DataVersion } from '#lib/server/http/data-version.ts';
import { Page, PageCache } from '#lib/server/http/page-cache.ts';
import { openLog, type Log } from '#lib/server/log/log.ts';
import { readSettings } from '#settings';
import { openInstallation } from './installation.ts';

let database: Database;
let version: DataVersion;
let log: Log;
const settings = readSettings();
const pages = new PageCache(64 * 1024 * 1024);

export const init: ServerInit = async () => {
  log = openLog(settings.LOG_LEVEL);
  database = await openInstallation(settings, (sentence) => log.info(sentence));
  version = new DataVersion(database);
  process.once('sveltekit:shutdown', () => void database.destroy());
};
