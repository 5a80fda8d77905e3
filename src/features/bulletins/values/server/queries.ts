import { code, institutions, reader, type Reader } from '#features/bulletins/institutions/server/queries.ts';
import { date, digits, join, text, type CitedRecord } from '#features/bulletins/values/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * Reads the records behind citations ("bodies/bdunnm"; a kind of two words has a dash). Records the viewer may
 * not see are not there. Every record has the field `title`: its own, or what the register calls it.
 */
export async function citedRecords(tx: Tx, names: Iterable<string>): Promise<Map<string, CitedRecord>> {
  const byKind = Map.groupBy(
    [...new Set(names)].map((name) => name.split('/')),
    ([kind]) => kind ?? '',
  );
  const found = new Map<string, CitedRecord>();
  for (const [kind, parts] of byKind) {
    const refs = parts.map(([, ref]) => ref ?? '');
    const fields = await readers[kind]?.(tx, refs);
    const registered = await tx.db
      .selectFrom('records')
      .select(['ref', 'path', 'title'])
      .where('kind', '=', kind.replaceAll('-', '_'))
      .where('ref', 'in', refs)
      .execute();
    for (const { ref, path, title } of registered) {
      found.set(`${kind}/${ref}`, { path, fields: { title: text(title), ...fields?.get(ref) } });
    }
  }
  return found;
}

const meetings = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('meetings as m')
      .leftJoin('bodies as b', 'b.id', 'm.body_id')
      .select([
        'm.ref',
        'm.title',
        'm.summary',
        'm.venue',
        'm.from_on',
        'm.until_on',
        'm.ordinal',
        'm.kind',
        'b.name as body',
      ])
      .where('m.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: text(row.title),
    summary: text(row.summary),
    venue: text(row.venue),
    date: date(row.from_on, row.until_on),
    'first-day': date(row.from_on),
    year: digits(row.from_on.slice(0, 4)),
    ordinal: row.ordinal === null ? null : { is: 'ordinal', value: row.ordinal },
    kind: code(`meeting_kind_${row.kind}`),
    body: text(row.body),
  }),
);

const agendaItems = reader(
  (tx, refs) =>
    tx.db.selectFrom('agenda_items').select(['ref', 'title', 'outcome']).where('ref', 'in', refs).execute(),
  (row) => ({ title: text(row.title), outcome: text(row.outcome) }),
);

const decisions = reader(
  (tx, refs) =>
    tx.db.selectFrom('decisions').select(['ref', 'wording', 'decided_on']).where('ref', 'in', refs).execute(),
  (row) => ({ wording: text(row.wording), date: date(row.decided_on) }),
);

const actionPoints = reader(
  (tx, refs) =>
    tx.db.selectFrom('action_points').select(['ref', 'task', 'due_on']).where('ref', 'in', refs).execute(),
  (row) => ({ task: text(row.task), date: row.due_on === null ? null : date(row.due_on) }),
);

const commitments = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('commitments as c')
      .select(['c.ref', 'c.title', 'c.wording', 'c.instrument', 'c.made_on'])
      .where('c.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: text(row.title),
    wording: text(row.wording),
    instrument: text(row.instrument),
    date: date(row.made_on),
  }),
);

const statuses = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('commitment_statuses as s')
      .innerJoin('commitments as c', 'c.id', 's.commitment_id')
      .select(['s.ref', 's.status', 's.on_date', 's.basis', 'c.title as commitment'])
      .where('s.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.commitment), code(`commitment_status_${row.status}`)]),
    status: code(`commitment_status_${row.status}`),
    date: date(row.on_date),
    basis: text(row.basis),
  }),
);

const actionStatuses = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('action_statuses as s')
      .innerJoin('actions as a', 'a.id', 's.action_id')
      .select(['s.ref', 's.status', 's.on_date', 's.basis', 'a.title as action'])
      .where('s.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.action), actionStatus(row.status)]),
    status: actionStatus(row.status),
    date: date(row.on_date),
    basis: text(row.basis),
  }),
);

const actionStatus = (status: string) => code(`action_status_${status}`);

/** What an organisation said of an action in a round, field by field. */
const progressReports = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('progress_reports as r')
      .innerJoin('actions as a', 'a.id', 'r.action_id')
      .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
      .innerJoin('rounds as n', 'n.id', 'r.round_id')
      .select(['r.ref', 'r.done', 'r.obstacles', 'r.next_steps', 'r.status', 'a.title as action'])
      .select(['o.name as organisation', 'n.from_on', 'n.until_on'])
      .where('r.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.action), text(row.organisation)]),
    organisation: text(row.organisation),
    period: date(row.from_on, row.until_on),
    status: row.status === null ? null : actionStatus(row.status),
    done: text(row.done),
    obstacles: text(row.obstacles),
    next: text(row.next_steps),
  }),
);

const actions = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('actions')
      .select(['ref', 'title', 'description', 'from_on'])
      .where('ref', 'in', refs)
      .execute(),
  (row) => ({ title: text(row.title), description: text(row.description), date: date(row.from_on) }),
);

const titled = (table: 'plans' | 'indicators' | 'evidence' | 'editions' | 'items') =>
  reader(
    (tx, refs) => tx.db.selectFrom(table).select(['ref', 'title']).where('ref', 'in', refs).execute(),
    (row) => ({ title: text(row.title) }),
  );

const observations = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('observations as o')
      .innerJoin('indicators as i', 'i.id', 'o.indicator_id')
      .innerJoin('evidence as e', 'e.id', 'o.evidence_id')
      .select([
        'o.ref',
        'o.value',
        'o.from_on',
        'o.until_on',
        'i.title',
        'i.unit',
        'i.decimals',
        'e.title as source',
      ])
      .where('o.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.title), date(row.from_on, row.until_on)]),
    value: { is: 'number', value: row.value, decimals: row.decimals },
    unit: text(row.unit),
    period: date(row.from_on, row.until_on),
    indicator: text(row.title),
    source: text(row.source),
  }),
);

/** In a list of sources a quotation is named by who spoke and where, not by its words. */
const quotations = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('quotations as q')
      .leftJoin('people as p', 'p.id', 'q.person_id')
      .leftJoin('organisations as o', 'o.id', 'q.organisation_id')
      .leftJoin('meetings as m', 'm.id', 'q.meeting_id')
      .select(['q.ref', 'q.wording', 'q.meaning', 'q.said_on', 'p.name as person', 'o.name as organisation'])
      .select('m.title as meeting')
      .where('q.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.person ?? row.organisation), text(row.meeting)]),
    wording: text(row.wording),
    meaning: text(row.meaning),
    date: date(row.said_on),
  }),
);

const pictures = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('pictures')
      .select(['ref', 'caption', 'alt', 'credit'])
      .where('ref', 'in', refs)
      .execute(),
  (row) => ({ caption: text(row.caption), alt: text(row.alt), credit: text(row.credit) }),
);

/** Which fields of which kind can be cited; the list editors see is in docs/help. */
const readers: Record<string, Reader> = {
  ...institutions,
  meetings,
  'agenda-items': agendaItems,
  decisions,
  'action-points': actionPoints,
  commitments,
  'commitment-statuses': statuses,
  actions,
  'action-statuses': actionStatuses,
  'progress-reports': progressReports,
  plans: titled('plans'),
  indicators: titled('indicators'),
  evidence: titled('evidence'),
  editions: titled('editions'),
  items: titled('items'),
  observations,
  quotations,
  pictures,
};
