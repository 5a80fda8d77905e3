/** Duties granted by hand; everything else follows from seats and offices. */
export const duties = ['secretariat', 'administrator', 'data-steward', 'auditor'] as const;
export type Duty = (typeof duties)[number];

/** A body a person sits in on the day; `runs` when a seat there lets them run its meetings. */
export type SeatedBody = {
  id: number;
  ref: string;
  runs: boolean;
  seats: { seat: string; role: string; capacity: 'representative' | 'alternate' }[];
};

/** What a signed-in person is on one day, as the records say (migrations: rights_of). */
export type Access = {
  duties: Duty[];
  bodies: SeatedBody[];
  /** Organisations in which the person holds an office. */
  organisations: { id: number; ref: string }[];
  /** Sits, holds an office, or has a duty with the records: sees what is for the network. */
  inNetwork: boolean;
};

/** The rights of an account as the database has them (migrations: rights_of). */
export type Rights = Omit<Access, 'inNetwork'>;

/** An administrator runs the installation, which gives no look into what is for the network. */
export function accessOf(rights: Rights): Access {
  const { duties: held, bodies, organisations } = rights;
  const inNetwork =
    bodies.length > 0 || organisations.length > 0 || held.some((duty) => duty !== 'administrator');
  return { ...rights, inNetwork };
}

/** Whoever asks, as far as a rule about records looks. */
export type Asker = { kind: 'public' } | { kind: 'system' } | { kind: 'person'; access: Access };

/**
 * How far a record reaches, its parents considered: the secretariat; also whoever runs its body (drafts); the members
 * of its body; the network; everybody. The order is the order of the numbers in the database.
 */
export const reaches = ['secretariat', 'runners', 'body', 'network', 'public'] as const;
export type Reach = (typeof reaches)[number];

/** What a rule looks at. `audience` is the id of the body that `runners` and `body` mean. */
export type Reached = { reach: Reach; audience: number | null };

/** How far a row says it reaches (migrations: set_reach), for the rules here. */
export const reachedOf = (reach: number, audience: number | null): Reached => ({
  reach: reaches[reach] ?? 'secretariat',
  audience,
});

/** Why somebody may read a record: the first reason that holds, for the page "who can see this". */
export type Ground = 'everybody' | 'secretariat' | 'auditor' | 'network' | 'body' | 'runners';

/** May whoever asks read a record? Gives the ground, or null. The database holds the same (migrations: guard). */
export function readingGround(asker: Asker, { reach, audience }: Reached): Ground | null {
  if (reach === 'public') return 'everybody';
  if (asker.kind === 'public') return null;
  if (asker.kind === 'system') return 'secretariat';
  const { duties: held, inNetwork, bodies } = asker.access;
  if (held.includes('secretariat')) return 'secretariat';
  if (held.includes('auditor')) return 'auditor';
  if (reach === 'network' && inNetwork) return 'network';
  const body = bodies.find(({ id }) => id === audience);
  return body ? groundInBody(body, reach) : null;
}

/** What sitting in a record's body gives: members read what is for them, whoever runs it also its drafts. */
function groundInBody({ runs }: SeatedBody, reach: Reach): Ground | null {
  if (reach === 'network' || reach === 'body') return 'body';
  return runs && reach === 'runners' ? 'runners' : null;
}

/** Kinds of record that whoever runs a body keeps for it; all others are kept by the secretariat alone. */
export const keptByBodies: ReadonlySet<string> = new Set([
  'meetings',
  'agenda_items',
  'decisions',
  'minutes',
  'minute_items',
  'action_points',
  'evidence',
  'files',
]);

/** Why somebody may create or change a record of a kind, or null. The database holds the same (migrations: guard). */
export function keepingGround(asker: Asker, kind: string, { reach, audience }: Reached): Ground | null {
  if (asker.kind === 'public') return null;
  if (asker.kind === 'system' || asker.access.duties.includes('secretariat')) return 'secretariat';
  if (!keptByBodies.has(kind) || reach === 'secretariat') return null;
  return asker.access.bodies.some(({ id, runs }) => runs && id === audience) ? 'runners' : null;
}

/** Has the person any of these duties? The installation itself has them all. */
export function hasDuty(asker: Asker, ...wanted: readonly Duty[]): boolean {
  if (asker.kind !== 'person') return asker.kind === 'system';
  return wanted.some((duty) => asker.access.duties.includes(duty));
}
