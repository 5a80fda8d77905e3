import { sql } from 'kysely';
import { pass } from '../../src/features/accounts/handover/server/commands.ts';
import { bodyInput, seatInput } from '../../src/features/bodies/schema.ts';
import * as bodies from '../../src/features/bodies/server/commands.ts';
import { organisationInput, organisationTypeInput } from '../../src/features/organisations/schema.ts';
import * as organisations from '../../src/features/organisations/server/commands.ts';
import { personInput } from '../../src/features/people/schema.ts';
import * as people from '../../src/features/people/server/commands.ts';
import { accountViewer } from '../../src/lib/server/db/account-viewer.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '../../src/lib/server/db/viewer.ts';

/** A body of the simulated network: so many organisations sit in it, and so its minutes are adopted. */
export type BodyShape = { ref: string; seats: number; adoption: 'silence' | 'next-meeting' };

/** Nobody real: organisations and officers are numbered. */
const bangla = (n: number) => n.toString().replace(/\d/gu, (digit) => '০১২৩৪৫৬৭৮৯'[Number(digit)] ?? '');
const named = (en: string, bn: string, n: number) => ({ en: `${en} ${String(n)}`, bn: `${bn} ${bangla(n)}` });

export const memberSeat = (body: string, n: number) => `${body}-m${String(n)}`;
export const chairSeat = (body: string, year: number) => `${body}-chair-${String(year)}`;
export const emailOf = (person: string) => `${person}@simulation.example`;

/** Who represents a member's seat from a day on; a successor follows a leaver. */
type Holding = { seat: string; body: string; n: number; person: string; from: string };

/** The network with its people, and what the simulation knows of them: who sat where from when. */
export class Network {
  readonly shapes: readonly BodyShape[];
  readonly holdings: Holding[] = [];
  readonly #database: Database;
  #officers = 0;

  constructor(database: Database, shapes: readonly BodyShape[]) {
    this.#database = database;
    this.shapes = shapes;
  }

  /** Runs as the installation itself at nine in the morning (Dhaka) of a day. */
  asSecretariat<T>(day: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#run({ kind: 'system', actor: 'simulation' }, day, work);
  }

  /** Runs with the rights that a person's account has on a day. */
  async as<T>(person: string, day: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#run(await this.viewerOf(person, day), day, work);
  }

  viewerOf(person: string, day: string): Promise<Viewer> {
    return accountViewer(this.#database, `account-${person}`, day);
  }

  #run<T>(viewer: Viewer, day: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return asViewer(this.#database, { viewer, requestId: `simulation ${day}`, now: nine(day) }, work);
  }

  /** Organisations, bodies, a member's seat for each organisation in a body, and a chair for each year in turn. */
  async make(from: string, years: number): Promise<void> {
    const most = Math.max(...this.shapes.map(({ seats }) => seats));
    await this.asSecretariat(from, async (tx) => {
      const kind = { sector: 'un' } as const;
      await organisations.saveTypes(tx, [
        organisationTypeInput.parse({ ref: 'simulated', name: named('Kind', 'ধরন', 1), ...kind }),
      ]);
      await organisations.save(
        tx,
        numbers(most).map((n) =>
          organisationInput.parse({
            ref: `sim-org-${String(n)}`,
            name: named('Organisation', 'সংস্থা', n),
            acronym: named('ORG', 'সংস্থা', n),
            type: 'simulated',
          }),
        ),
      );
      await bodies.save(
        tx,
        this.shapes.map(({ ref, adoption }, at) =>
          bodyInput.parse({
            ref,
            kind: at === this.shapes.length - 1 ? 'task-force' : 'working-group',
            name: named('Simulated body', 'অনুশীলন ফোরাম', at + 1),
            acronym: { en: `SIM ${String(at + 1)}`, bn: `অনুশীলন ${bangla(at + 1)}` },
            established_on: from,
            adoption,
            quorum: 3,
          }),
        ),
      );
    });
    for (const shape of this.shapes) await this.#seat(shape, from, years);
  }

  async #seat({ ref: body, seats }: BodyShape, from: string, years: number): Promise<void> {
    for (const n of numbers(seats)) {
      const person = await this.#hire(from);
      this.holdings.push({ seat: memberSeat(body, n), body, n, person, from });
    }
    const first = Number(from.slice(0, 4));
    const holder = (n: number) => this.holderOf(memberSeat(body, n), from);
    await this.asSecretariat(from, (tx) =>
      bodies.saveSeats(tx, [
        ...numbers(seats).map((n) =>
          seatInput.parse({
            ref: memberSeat(body, n),
            body,
            organisation: `sim-org-${String(n)}`,
            role: 'member',
            from_on: from,
            holders: [{ person: holder(n), capacity: 'representative', from_on: from }],
          }),
        ),
        // The chair passes to the next organisation every year; whoever represents it is in the chair.
        ...numbers(years).map((turn) =>
          seatInput.parse({
            ref: chairSeat(body, first + turn - 1),
            body,
            organisation: `sim-org-${String(turn)}`,
            role: 'chair',
            from_on: turn === 1 ? from : String(first + turn - 1),
            until_on: String(first + turn),
            holders: [{ person: holder(turn), capacity: 'representative' }],
          }),
        ),
      ]),
    );
  }

  /** A new officer with an account; gives the reference of the person. */
  async #hire(day: string): Promise<string> {
    this.#officers += 1;
    const person = `officer-${String(this.#officers)}`;
    await this.asSecretariat(day, (tx) =>
      people.save(tx, [
        personInput.parse({ ref: person, name: named('Officer', 'কর্মকর্তা', this.#officers) }),
      ]),
    );
    await asSystem(this.#database, 'the simulation opens accounts', (db) =>
      sql`insert into accounts (id, name, email, email_verified, lang, created_at, updated_at, person_id)
        select ${`account-${person}`}, ${person}, ${emailOf(person)}, true,
          ${this.#officers % 2 === 0 ? 'bn' : 'en'}, ${nine(day)}, ${nine(day)}, id from people where ref = ${person}`.execute(
        db,
      ),
    );
    return person;
  }

  /** Who represents a member's seat on a day. */
  holderOf(seat: string, day: string): string {
    const found = this.holdings.findLast((one) => one.seat === seat && one.from <= day);
    if (!found) throw new Error(`nobody sits in ${seat} on ${day}`);
    return found.person;
  }

  /** Everybody who sits in a body on a day. */
  membersOn(body: string, day: string): string[] {
    const shape = this.shapes.find(({ ref }) => ref === body);
    return numbers(shape?.seats ?? 0).map((n) => this.holderOf(memberSeat(body, n), day));
  }

  /** Who is in the chair of a body on a day. */
  chairOn(body: string, day: string): string {
    const [first = day] = this.holdings.map(({ from }) => from);
    const turn = Number(day.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
    return this.holderOf(memberSeat(body, turn), day);
  }

  /** Somebody leaves: a successor takes over the member's seat, and the chair's where it is theirs now or later. */
  async leave(body: string, n: number, day: string): Promise<{ leaver: string; successor: string }> {
    const seat = memberSeat(body, n);
    const leaver = this.holderOf(seat, day);
    const successor = await this.#hire(day);
    const { rows } = await asSystem(this.#database, 'what the leaver still holds', (db) =>
      sql<{ ref: string }>`select s.ref from seats s join seat_holders h on h.seat_id = s.id
        join people p on p.id = h.person_id where p.ref = ${leaver}
          and coalesce(s.until_day > ${day}::date, true) and h.until_on is null`.execute(db),
    );
    await this.asSecretariat(day, (tx) =>
      pass(tx, {
        leaver,
        successor,
        from_day: day,
        seats: rows.map(({ ref }) => ref),
        positions: [],
        reason: 'leaves for another post',
      }),
    );
    this.holdings.push({ seat, body, n, person: successor, from: day });
    return { leaver, successor };
  }
}

export const numbers = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
export const nine = (day: string) => new Date(`${day}T03:00:00Z`);
