import { bodyStatus, type BodyStatus } from '#features/bodies/rules.ts';
import type { bodyKinds } from '#features/bodies/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** How a body is named wherever it appears. */
export type BodyName = { ref: string; name: Translated; acronym: Translated | null };

export type BodyLine = BodyName & {
  kind: (typeof bodyKinds)[number];
  /** On the day that was asked for. */
  status: BodyStatus;
  /** Reference of the body it works under. */
  parent: string | null;
  parentOrganisation: { ref: string; name: Translated } | null;
  mandate: Translated | null;
  proposed: PartialDate | null;
  established: PartialDate | null;
  closed: PartialDate | null;
  /** How many organisations belong to it, as a source counts them. */
  memberCount: number | null;
};

export type Body = BodyLine & {
  about: About;
  aliases: string[];
  membership: Translated | null;
};

/** The name of the country's network: the body without a parent that comes first. */
export async function networkName(tx: Tx): Promise<Translated> {
  const row = await network(tx);
  return row?.name ?? { source: 'en', en: 'Setu', bn: 'সেতু', status: { en: 'original', bn: 'original' } };
}

/** The country's network itself; null before it is recorded. */
export async function network(tx: Tx): Promise<BodyName | null> {
  const row = await tx.db
    .selectFrom('bodies')
    .select(['ref', 'name', 'acronym'])
    .where('kind', '=', 'network')
    .where('parent_id', 'is', null)
    .orderBy('sort')
    .executeTakeFirst();
  return row ?? null;
}

function bodies(tx: Tx) {
  return tx.db
    .selectFrom('bodies as b')
    .leftJoin('bodies as p', 'p.id', 'b.parent_id')
    .leftJoin('organisations as o', 'o.id', 'b.parent_organisation_id')
    .select(['b.ref', 'b.name', 'b.acronym', 'b.kind', 'b.mandate', 'b.member_count as memberCount'])
    .select(['b.proposed_on as proposed', 'b.established_on as established', 'b.closed_on as closed'])
    .select(['p.ref as parent', 'o.ref as organisation', 'o.name as organisationName'])
    .orderBy('b.sort')
    .orderBy('b.ref');
}

type Row = Awaited<ReturnType<ReturnType<typeof bodies>['execute']>>[number];

function lineOf({ organisation, organisationName, ...row }: Row, day: string): BodyLine {
  const parentOrganisation =
    organisation && organisationName ? { ref: organisation, name: organisationName } : null;
  return { ...row, parentOrganisation, status: bodyStatus(row, day) };
}

/** All bodies as they are on a day, in the order they are to be read. */
export async function list(tx: Tx, day: string): Promise<BodyLine[]> {
  const rows = await bodies(tx).where('b.archived_at', 'is', null).execute();
  return rows.map((row) => lineOf(row, day));
}

/** One body as it is on a day. Throws notFound. */
export async function get(tx: Tx, ref: string, day: string): Promise<Body> {
  const row = await bodies(tx)
    .select(['b.aliases', 'b.membership'])
    .select(['b.version', 'b.updated_at', 'b.archived_at', 'b.note'])
    .where('b.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('bodies', ref);
  const { aliases, membership, version, updated_at, archived_at, note, ...line } = row;
  const about = aboutOf({ ref, version, updated_at, archived_at, note });
  return { ...lineOf(line, day), about, aliases, membership };
}

/** What a body works under, and what works under it, on a day. */
export async function around(
  tx: Tx,
  ref: string,
  day: string,
): Promise<{ above: BodyLine | null; below: BodyLine[] }> {
  const all = await list(tx, day);
  const parent = all.find((body) => body.ref === ref)?.parent;
  return {
    above: all.find((body) => body.ref === parent) ?? null,
    below: all.filter((body) => body.parent === ref),
  };
}

/** How many bodies of a list have each status. */
export function countByStatus(bodies: readonly BodyLine[]): Record<'active' | 'proposed' | 'closed', number> {
  const count = (status: BodyStatus) => bodies.filter((body) => body.status === status).length;
  return { active: count('active'), proposed: count('proposed'), closed: count('closed') };
}

/** The name of the network whose site this is, and the short one for narrow screens. */
export async function siteNames(tx: Tx): Promise<{ network: Translated; acronym: Translated | null }> {
  return { network: await networkName(tx), acronym: (await network(tx))?.acronym ?? null };
}
