import { isAPIError } from 'better-auth/api';
import { sql } from 'kysely';
import { accessOf, type Access, type Rights } from '#lib/access.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Database } from '#lib/server/db/database.ts';
import type { Tx, Viewer } from '#lib/server/db/viewer.ts';
import { mayHaveSession } from '#lib/server/http/session-cookie.ts';
import { findToken, markUsed, type Bearer } from './api-tokens.ts';
import { headersOf, type Caller } from './caller.ts';
import type { EngineOptions } from './engine.ts';
import { openMeans, type Means } from './means.ts';
import { signIn, type SignedIn } from './sign-in.ts';

export type DoorOptions = EngineOptions & {
  /** Who must show a second factor: those with the duty of secretariat or administrator, or everyone. */
  secondFactor: 'duties' | 'everyone';
  /** The version of the code of conduct people must have accepted. */
  conductVersion: number;
};

/**
 * What a session still lacks before its person is let in: the second factor, having one at all, or having accepted the
 * code of conduct as it is now. The page of the door with this name gives it.
 */
export type Lacking = 'second-factor' | 'enrolment' | 'conduct';

/** A signed-in browser. */
export type Session = {
  id: string;
  factors: number;
  account: { id: string; name: string; email: string; lang: Lang };
  access: Access;
  /** Null when the person is let in. */
  lacks: Lacking | null;
};

type Standing = {
  lang: Lang;
  two_factor_enabled: boolean;
  demonstration: boolean;
  passkeys: number;
  conduct_version: number | null;
  rights: Rights;
};

/** A session ends after this long, however much it is used. */
const longestMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** The one way in: sessions, signing in and out, and the role that keeps accounts. */
export class Door {
  readonly means: Means;
  /** The public address of the site, where links in mail lead. */
  readonly origin: string;
  /** What the other provider is called, when there is one. */
  readonly provider: string | null;
  readonly #secondFactor: DoorOptions['secondFactor'];
  readonly #conductVersion: number;

  constructor(database: Database, options: DoorOptions) {
    this.means = openMeans(database, options);
    this.origin = options.origin.replace(/\/$/u, '');
    this.provider = options.provider?.name ?? null;
    this.#secondFactor = options.secondFactor;
    this.#conductVersion = options.conductVersion;
  }

  /** The session of a request, if it has a good one, and cookies to send (a session used often lives on). */
  async sessionOf(caller: Caller): Promise<{ session: Session | null; cookies: string[] }> {
    if (!mayHaveSession(caller.cookie)) return { session: null, cookies: [] };
    const { response, headers } = await this.means.engine.api.getSession({
      headers: headersOf(caller),
      returnHeaders: true,
    });
    const cookies = headers.getSetCookie();
    if (!response) return { session: null, cookies };
    const { session, user } = response;
    const standing = await this.#standing(user.id, caller.today);
    const isOver = caller.now.getTime() - session.createdAt.getTime() > longestMilliseconds;
    if (!standing || isOver) return { session: null, cookies: await this.signOut(caller) };
    const access = accessOf(standing.rights);
    const factors = session.factors ?? 1;
    const { id, name, email } = user;
    return {
      session: {
        id: session.id,
        factors,
        account: { id, name, email, lang: standing.lang },
        access,
        lacks: this.#lacking(standing, access, factors),
      },
      cookies,
    };
  }

  /** What stands about an account today, or undefined when it is closed. */
  async #standing(account: string, today: string): Promise<Standing | undefined> {
    const found = await sql<Standing>`
      select lang, two_factor_enabled, demonstration, conduct_version, rights_of(id, ${today}::date) as rights,
        (select count(*)::int from passkeys p where p.account_id = a.id) as passkeys
      from accounts a where id = ${account} and closed_at is null`.execute(this.means.db);
    return found.rows[0];
  }

  /** What proves who somebody is comes first; then what they promised. */
  #lacking(standing: Standing, access: Access, factors: number): Lacking | null {
    const factor = factors > 1 ? null : this.#lackingFactor(standing, access);
    if (factor) return factor;
    return (standing.conduct_version ?? 0) < this.#conductVersion ? 'conduct' : null;
  }

  #lackingFactor(standing: Standing, access: Access): Lacking | null {
    if (standing.two_factor_enabled) return 'second-factor';
    const isBound =
      this.#secondFactor === 'everyone' ||
      access.duties.some((duty) => duty === 'secretariat' || duty === 'administrator');
    if (!isBound || standing.demonstration) return null;
    return standing.passkeys > 0 ? 'second-factor' : 'enrolment';
  }

  /** Whose token this is today, or null: the same for unknown, expired and revoked ones and those of closed accounts. */
  async bearerOf(token: string, today: string): Promise<Bearer | null> {
    const row = await findToken(this.means.db, token, today);
    const standing = row && (await this.#standing(row.account, today));
    if (!standing) return null;
    const access = accessOf(standing.rights);
    if (!row.isUsedToday) await markUsed(this.means.db, token, today);
    const { account, actor, name, scopes, expiresOn } = row;
    const lacks = this.#lacking(standing, access, row.factors);
    return { account, actor, access, token: { name, scopes, expiresOn }, lacks };
  }

  /** Signs in with a password (sign-in.ts). */
  signIn(caller: Caller, given: { email: string; password: string }): Promise<SignedIn> {
    return signIn(this.means, caller, given);
  }

  /** Ends the session of a request; gives the cookies that take it out of the browser. */
  async signOut(caller: Caller): Promise<string[]> {
    try {
      const headers = headersOf(caller);
      const ended = await this.means.engine.api.signOut({ headers, returnHeaders: true });
      return ended.headers.getSetCookie();
    } catch (error) {
      if (isAPIError(error)) return [];
      throw error;
    }
  }

  /**
   * Runs `work` in one transaction as the role that keeps accounts: it reaches accounts, sessions and credentials, and
   * leaves history and mail about them. `viewer` is whom the history names.
   */
  async ask<T>(caller: Caller, viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { requestId, now } = caller;
    return this.means.db.transaction().execute((db) => work({ db, viewer, door: 'form', requestId, now }));
  }
}
