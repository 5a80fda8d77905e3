import type { Asked } from '#features/meetings/answers/server/queries.ts';
import type { Answer as InvitationAnswer } from '#features/meetings/invitations/schema.ts';
import type { Bearer } from '#lib/server/auth/api-tokens.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import type { Door, Session } from '#lib/server/auth/door.ts';
import type { Database } from '#lib/server/db/database.ts';
import type { Tx, Viewer } from '#lib/server/db/viewer.ts';
import type { Answer, Reader } from '#lib/server/http/page-cache.ts';
import type { Intake } from '#lib/server/files/intake.ts';
import type { MailState } from '#lib/server/mail/office.ts';
import type { FileStore } from '#lib/server/files/store.ts';

declare global {
  /** Set by server.ts before the application starts: says what is being done, in the terminal. */
  var setuTell: ((sentence: string) => void) | undefined;
  /** The open database of this process. */
  var setuDatabase: Database | undefined;

  /** Set by the application: the sign-ins of the demonstration, for the terminal; empty elsewhere. */
  var setuSignIns: string[] | undefined;

  /** Set by the application once it is ready: a kept public page for an address, as this reader gets it. */
  var setuKeptPage: ((href: string, reader: Reader) => Promise<Answer | undefined>) | undefined;

  namespace App {
    interface Locals {
      /** Who asks: the public, or a signed-in person with the rights of today. */
      viewer: Viewer;
      /** The session of a signed-in browser, also while it still lacks its second factor. */
      session: Session | null;
      /** Whose token a program shows; only under /api. */
      bearer: Bearer | null;
      /** Signing in and out, and all that concerns accounts. */
      door: Door;
      caller: Caller;
      /** Set-Cookie lines the door wants to have sent. */
      cookiesToSet: string[];
      /** Runs a query or a command as whoever asks, in one transaction. */
      ask: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
      /** Runs a query with the rights this account has today: for sealed addresses, which need no session. */
      askAs: <T>(account: string, work: (tx: Tx) => Promise<T>) => Promise<T>;
      /** A query every page asks, answered once for each state of the data; `name` says which. */
      remember: <T>(name: string, work: (tx: Tx) => Promise<T>) => Promise<T>;
      files: FileStore;
      /** Where uploads come in. */
      intake: Intake;
      /** Seals the addresses of files that are not public. */
      fileKey: string;
      mail: {
        state: MailState;
        /** Ends the weekly letter that a link belongs to; false when the link is none of ours. */
        endWeekly: (token: string) => Promise<boolean>;
        /** The civil day of an instant, in the country. */
        dayOf: (instant: Date) => string;
        isLink: (token: string) => boolean;
      };
      /** The invitation a sealed address belongs to, for whoever has the address; it needs no session. */
      invitation: {
        /** What is asked; null when the address is none of ours, or the invitation is withdrawn. */
        open: (token: string) => Promise<Asked | null>;
        /** Throws invitation.unknown, invitation.over. */
        answer: (token: string, answer: InvitationAnswer) => Promise<void>;
      };
      requestId: string;
      now: Date;
      /** Today's civil day in the country's time zone, "2023-01-16". */
      today: string;
    }
    interface Error {
      message: string;
      /** Request id, to find the error in the log. */
      id?: string;
      /** What fills the sentence of an expected error (message key `error_<code>`). */
      values?: Record<string, string | number>;
    }
  }
}
