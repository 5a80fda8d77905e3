/** Restores a backup; run to be killed in the middle. */
import { restoreBackup } from '../../src/lib/server/backup/restore.ts';

const [file = '', dataDir = '', url] = process.argv.slice(2);
await restoreBackup(file, { dataDir, url: url || undefined });
process.stdout.write('restored');
