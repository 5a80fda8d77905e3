import type { Settings } from '#settings';

/** What a check of this installation can find. `danger` lets somebody in or loses something; `gap` is a missing help. */
export type Finding = { check: Check; standing: 'good' | 'gap' | 'danger'; count?: number };
export const checks = [
  'encrypted',
  'listening',
  'client-address',
  'metrics',
  'demonstration',
  'second-factor',
  'secret',
  'mail',
  'dead-letters',
  'backups',
  'files',
  'room',
] as const;
export type Check = (typeof checks)[number];

/** What the settings do not say. */
export type Facts = {
  /** Open accounts made for trying out the product. */
  demonstrationAccounts: number;
  /** Open accounts of the secretariat and of administrators that have no second factor. */
  withoutSecondFactor: number;
  /** Outbox rows that were tried for the last time. */
  deadLetters: number;
  /** Whole days since the newest nightly backup; null when there is none. */
  daysSinceBackup: number | null;
  /** Stored files that are damaged or missing. */
  spoiledFiles: number;
  /** Room on the disk of the data folder, in MB. */
  freeMegabytes: number;
};

const isOwn = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

/** Does anybody but this machine reach the installation? */
function isReached({ HOST, ORIGIN }: Settings): boolean {
  return !isOwn(HOST) || (ORIGIN !== undefined && !isOwn(new URL(ORIGIN).hostname));
}

/** What is unsafe in this installation, check by check; secrets themselves are in no finding. */
export function findings(settings: Settings, facts: Facts): Finding[] {
  return [...ofTheLine(settings), ...ofAccounts(settings, facts), ...ofWork(settings, facts)];
}

const bad = (wrong: boolean, standing: 'gap' | 'danger') => (wrong ? standing : ('good' as const));

/** How the installation is reached. */
function ofTheLine(settings: Settings): Finding[] {
  const { ORIGIN, HOST, METRICS, CLIENT_ADDRESS_HEADER } = settings;
  const isOpen = isReached(settings);
  const isPlain = ORIGIN === undefined || ORIGIN.startsWith('http:');
  const isBehindProxy = ORIGIN !== undefined && isOpen;
  return [
    { check: 'encrypted', standing: bad(isOpen && isPlain, 'danger') },
    { check: 'listening', standing: bad(!isOwn(HOST) && ORIGIN === undefined, 'danger') },
    { check: 'client-address', standing: bad(isBehindProxy && !CLIENT_ADDRESS_HEADER, 'gap') },
    { check: 'metrics', standing: bad(METRICS === 'everyone', 'gap') },
  ];
}

/** Who gets in. */
function ofAccounts(settings: Settings, { demonstrationAccounts, withoutSecondFactor }: Facts): Finding[] {
  const worst = isReached(settings) ? 'danger' : 'gap';
  return [
    {
      check: 'demonstration',
      standing: bad(demonstrationAccounts > 0, worst),
      count: demonstrationAccounts,
    },
    { check: 'second-factor', standing: bad(withoutSecondFactor > 0, worst), count: withoutSecondFactor },
    { check: 'secret', standing: bad(settings.DATABASE_URL !== undefined && !settings.SECRET, 'gap') },
  ];
}

/** What is kept and sent. */
function ofWork({ SMTP_URL, SMTP_HOST, KEEP_FREE_MB }: Settings, facts: Facts): Finding[] {
  const { deadLetters, daysSinceBackup: age, spoiledFiles, freeMegabytes } = facts;
  return [
    { check: 'mail', standing: bad(!SMTP_URL && !SMTP_HOST, 'gap') },
    { check: 'dead-letters', standing: bad(deadLetters > 0, 'gap'), count: deadLetters },
    {
      check: 'backups',
      standing: bad(age === null || age > 1, 'danger'),
      ...(age !== null && { count: age }),
    },
    { check: 'files', standing: bad(spoiledFiles > 0, 'danger'), count: spoiledFiles },
    { check: 'room', standing: bad(freeMegabytes < KEEP_FREE_MB, 'danger'), count: freeMegabytes },
  ];
}

/** Whole days from the newest file of nightly backups ("setu-2026-11-25.tar.gz") to a day; null when there is none. */
export function daysSinceBackup(files: readonly string[], today: string): number | null {
  const days = files.flatMap((file) => /^setu-(\d{4}-\d{2}-\d{2})\.tar\.gz$/u.exec(file)?.[1] ?? []).sort();
  const newest = days.at(-1);
  if (!newest) return null;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(newest)) / 86_400_000));
}
