import path from 'node:path';
import { installationSecret, keyFor } from '#lib/server/secrets/secret.ts';
import { SettingsError, type Settings } from '#settings';
import { halfFolder, openFolderStore } from './folder-store.ts';
import type { Intake } from './intake.ts';
import { openParts, sweep } from './parts.ts';
import { openS3Store, type S3 } from './s3-store.ts';
import { openScanner, type Scanner } from './scanner.ts';
import { unwatched, type FileStore, type Watch } from './store.ts';

/** Everything about files that the settings decide. */
export type Cabinet = Intake & {
  scanner: Scanner | null;
  /** Seals addresses. */
  key: string;
  /** Removes what is not whole and was not touched since. */
  sweep: (before: Date) => Promise<void>;
};

const megabyte = 1024 * 1024;

/** Opens the store, the place of uploads and the scanner. Throws SettingsError when the store is only half described. */
export function openCabinet(settings: Settings, watch: Watch): Cabinet {
  const { DATA_DIR, CLAMD, UPLOADS_DAILY_MB, KEEP_FREE_MB } = settings;
  const room = { daily: UPLOADS_DAILY_MB * megabyte, free: KEEP_FREE_MB * megabyte };
  const parts = openParts(path.join(DATA_DIR, 'uploads'), room);
  return {
    store: openStore(settings, watch),
    parts,
    scanner: CLAMD ? openScanner(CLAMD) : null,
    isScanned: CLAMD !== undefined,
    key: keyFor(installationSecret(settings.SECRET, DATA_DIR), 'addresses of files'),
    sweep: async (before) => {
      await parts.sweep(before);
      await sweep(halfFolder(folderOf(settings)), before);
    },
  };
}

const folderOf = ({ DATA_DIR }: Settings) => path.join(DATA_DIR, 'files');

/** Opens the store alone. Throws SettingsError when it is only half described. */
export function openStore(settings: Settings, watch: Watch = unwatched): FileStore {
  const folder = folderOf(settings);
  const s3 = s3Of(settings);
  return s3 ? openS3Store(s3, halfFolder(folder), watch) : openFolderStore(folder, watch);
}

function s3Of(settings: Settings): S3 | null {
  const {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_KEY: key,
    S3_SECRET: secret,
  } = settings;
  if (!endpoint) return null;
  if (!bucket || !key || !secret) {
    throw new SettingsError('S3_ENDPOINT needs S3_BUCKET, S3_KEY and S3_SECRET too.');
  }
  return { endpoint, bucket, region, key, secret };
}
