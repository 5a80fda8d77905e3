import type { Entry } from '#features/history/server/queries.ts';
import { csvOfRecords } from '#lib/server/xlsx/csv.ts';

const columns = [
  'number',
  'at',
  'request',
  'door',
  'actor',
  'kind',
  'reference',
  'version',
  'action',
  'before',
  'after',
  'reason',
  'erased',
] as const;

/** Entries of the history as CSV. */
export function historyAsCsv(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => ({
    number: entry.number,
    at: entry.at.toISOString(),
    request: entry.requestId,
    door: entry.door,
    actor: entry.actor,
    kind: entry.kind,
    reference: entry.ref,
    version: entry.version,
    action: entry.action,
    before: JSON.stringify(entry.before),
    after: JSON.stringify(entry.after),
    reason: entry.reason,
    erased: entry.erased,
  }));
  return csvOfRecords(columns, rows);
}
