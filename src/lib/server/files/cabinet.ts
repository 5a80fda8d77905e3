import path from 'node:path';
import { installationSecret, keyFor } from '#lib/server/secrets/secret.ts';
import { SettingsError, type Settings } from '#settings';
import { halfFolder, openFolderStore } from './folder-store.ts';
import type { Intake } from './intake.ts';
import { openParts, sweep } from './parts.ts';
import { openS3Store, type S3 } from './s3-store.ts';
import { openScanner, type Scanner } from './scanner.ts';
import type { OnSpoiled } from './store.ts';

/** Everything about files that the settings decide. */
export type Cabinet = Intake & {
  scanner: Scanner | null;
  /** Seals addresses. */
  key: string;
  /** Removes what is not whole and was not touched since. */
  sweep: (before: Date) => Promise<void>;
};

const hour = 3_600_000;
/** Who lost the line has this long to go on. */
const keptHours = 24;

/** Opens the store, the place of uploads and the scanner. Throws SettingsError when the store is only half described. */
export function openCabinet(settings: Settings, onSpoiled: OnSpoiled): Cabinet {
  const { DATA_DIR, CLAMD } = settings;
  const folder = path.join(DATA_DIR, 'files');
  const incoming = path.join(DATA_DIR, 'uploads');
  const s3 = s3Of(settings);
  const parts = openParts(incoming);
  return {
    store: s3 ? openS3Store(s3, halfFolder(folder), onSpoiled) : openFolderStore(folder, onSpoiled),
    parts,
    scanner: CLAMD ? openScanner(CLAMD) : null,
    isScanned: CLAMD !== undefined,
    key: keyFor(installationSecret(settings.SECRET, DATA_DIR), 'addresses of files'),
    sweep: async (before) => {
      await parts.sweep(before);
      await sweep(halfFolder(folder), before);
    },
  };
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

/** Removes old uploads now and every hour. */
export function sweepEvery(cabinet: Cabinet, now: () => Date, report: (error: unknown) => void): void {
  const turn = () => {
    cabinet.sweep(new Date(now().getTime() - keptHours * hour)).catch(report);
  };
  turn();
  setInterval(turn, hour).unref();
}
