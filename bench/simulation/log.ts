/** What the simulation did, told apart from the database: what it holds is compared with this. */
export type Step = { status: 'open' | 'under-way' | 'done' | 'dropped'; on: string };
export type LoggedPoint = { ref: string; body: string; meeting: string; agreed: string; steps: Step[] };
export type LoggedItem = {
  ref: string;
  body: string;
  meeting: string;
  day: string;
  isCarriedOver: boolean;
  continues: string | undefined;
};
export type LoggedMeeting = { ref: string; title: string; body: string; day: string; isCancelled: boolean };

export class Log {
  readonly meetings: LoggedMeeting[] = [];
  /** Whose minutes are out and wait for the next meeting. */
  readonly circulated: LoggedMeeting[] = [];
  readonly points: LoggedPoint[] = [];
  readonly items: LoggedItem[] = [];
  readonly leavers: { leaver: string; successor: string; body: string; day: string }[] = [];
  /** Letters that must have been left: "template to title", each once. */
  readonly letters: string[] = [];

  letter(template: string, to: string, ref: string): void {
    this.letters.push(`${template} ${to} ${ref}`);
  }
}
