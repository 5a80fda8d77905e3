import path from 'node:path';
import { findings } from '#features/portal/safety/rules.ts';
import { facts } from '#features/portal/safety/server/queries.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const settings = readSettings();
const backups = settings.BACKUP_DIR ?? path.join(settings.DATA_DIR, 'backups');

/** What is unsafe in this installation. */
export const load: PageServerLoad = async ({ locals }) => {
  requireDuty(locals.viewer, 'administrator', 'auditor');
  const found = await locals.ask((tx) => facts(tx, { today: locals.today, backups }));
  return { findings: findings(settings, found) };
};
