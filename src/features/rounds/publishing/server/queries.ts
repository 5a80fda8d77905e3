import { sql } from 'kysely';
import { acceptedFor, type Accepted } from '#features/rounds/contributions/server/queries.ts';
import {
  inputOfReport,
  milestonesOf,
  type Milestone,
} from '#features/rounds/progress-reports/server/queries.ts';
import type { ReportInput } from '#features/rounds/progress-reports/schema.ts';
import { indicatorTitles } from '#features/rounds/reading/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Row = {
  ref: string;
  round: { ref: string; title: Translated };
  organisation: { ref: string; name: Translated };
  action: number;
  at: Date;
};

export type PublishedReport = Row & { input: ReportInput };
export type Published = {
  reports: PublishedReport[];
  milestones: Milestone[];
  indicators: Map<string, Translated>;
  contributions: Accepted[];
};

/** At most so many reports of one action are shown in full. */
const mostReports = 20;

/** What was published of an action, the newest first, with what civil society added; for anybody. */
export async function publishedFor(tx: Tx, action: string): Promise<Published> {
  const { rows } = await sql<Row>`
    select p.ref, jsonb_build_object('ref', r.ref, 'title', r.title) as round, a.id as action,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation, p.last_step_at as at
    from progress_reports p join rounds r on r.id = p.round_id join actions a on a.id = p.action_id
      join organisations o on o.id = p.organisation_id
    where a.ref = ${action} and p.is_public and p.last_step = 'published' and p.archived_at is null
    order by first_day(r.until_on) desc, p.ref limit ${mostReports}`.execute(tx.db);
  const reports: PublishedReport[] = [];
  for (const row of rows) reports.push({ ...row, input: await inputOfReport(tx, row.ref) });
  const first = rows[0];
  return {
    reports,
    milestones: first ? await milestonesOf(tx, first.action) : [],
    indicators: reports.some(({ input }) => input.values.length > 0)
      ? await indicatorTitles(tx)
      : new Map<string, Translated>(),
    contributions: await acceptedFor(tx, action),
  };
}

export type PublishedLine = {
  ref: string;
  action: { ref: string; title: Translated };
  organisation: { ref: string; name: Translated };
  status: ReportInput['status'] | null;
};

/** The reports of a round that are published; for anybody. */
export async function publishedIn(tx: Tx, round: number): Promise<PublishedLine[]> {
  const { rows } = await sql<PublishedLine>`
    select p.ref, jsonb_build_object('ref', a.ref, 'title', a.title) as action, p.status,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation
    from progress_reports p join actions a on a.id = p.action_id join organisations o on o.id = p.organisation_id
    where p.round_id = ${round} and p.is_public and p.last_step = 'published' and p.archived_at is null
    order by a.sort, p.ref`.execute(tx.db);
  return rows;
}

export type Owed = { organisation: { ref: string; name: Translated }; expected: number; handedIn: number };

/**
 * How many reports of a round each organisation owes and has handed in. Asked only where the installation tells it to
 * everybody (setting PUBLISH_LATE).
 */
export async function owed(tx: Tx, round: string): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select jsonb_build_object('ref', o.ref, 'name', o.name) as organisation, c.expected, c.handed_in as "handedIn"
    from round_counts(${round}) c join organisations o on o.ref = c.organisation
    order by c.expected - c.handed_in desc, coalesce(o.name ->> 'en', o.name ->> 'bn')`.execute(tx.db);
  return rows;
}
