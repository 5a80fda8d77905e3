import { stringify } from 'csv-stringify/sync';
import type { Entry } from '#features/history/server/queries.ts';

/**
 * Entries of the history as CSV. What begins like a formula gets an apostrophe before it: a spreadsheet shows it and
 * does not run it.
 */
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
  return stringify(rows, { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
