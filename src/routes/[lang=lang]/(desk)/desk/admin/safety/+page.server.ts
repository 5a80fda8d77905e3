import path from 'node:path';
import { findings } from '#features/portal/safety/rules.ts';
import { facts } from '#features/portal/safety/server/queries.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const settings = readSettings();
const dataDir = settings.DATA_DIR;
const backups = settings.BACKUP_DIR ?? path.join(dataDir, 'backups');

/** What is unsafe in this installation. */
export const load: PageServerLoad = async ({ locals }) => {
  requireDuty(locals.viewer, 'administrator', 'auditor');
  const found = await locals.ask((tx) => facts(tx, { today: locals.today, dataDir, backups }));
  return { findings: findings(settings, found) };
};
