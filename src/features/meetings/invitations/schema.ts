import { z } from 'zod';
import { addressedIn, guestsIn, type Addressed, type Guest } from '#features/meetings/invitations/rules.ts';
import type { FormProblem } from '#lib/forms/answer.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';

export const answers = ['accepted', 'tentative', 'declined'] as const;
export type Answer = (typeof answers)[number];

/** Names an invitation in forms. */
const code = z
  .string({ error: 'form_error_choice' })
  .regex(/^[0-9a-f]{32}$/u, { error: 'form_error_choice' });

/** Somebody who can be chosen: "seat:ref:person" for who sits in the body, "person::person" for others. */
const choice = z
  .string()
  .max(200)
  .regex(/^(?:seat:[\w.-]+|person:):[\w.-]+$/u, { error: 'form_error_choice' });

/** The control in which the address of somebody who sits in the body and has no account is typed. */
export const addressPrefix = 'address.';

export const inviteInput = z.object({
  who: z.array(choice).max(500),
  guests: z.string().max(50_000).default(''),
  lang: z.enum(langs, { error: 'form_error_choice' }),
});

export const codeInput = z.object({ code });
/** An answer as the secretariat was told it; empty takes it back. */
export const setAnswerInput = z.object({
  code,
  answer: z.enum([...answers, ''], { error: 'form_error_choice' }),
});
export const answerInput = z.object({ answer: z.enum(answers, { error: 'form_error_choice' }) });
export const ownAnswerInput = z.object({ code, answer: z.enum(answers, { error: 'form_error_choice' }) });

type Shown = { typed: Record<string, string>; problems: FormProblem[] };

/** What somebody wrote who calls people to a meeting. */
type Inviting = {
  guests: Guest[];
  addressed: Addressed[];
  /** All of it, where nothing could be taken. */
  typed: Record<string, string>;
  /** What could not be taken, to be corrected. */
  left: Shown;
};

/** Reads the addresses beside seats and the lines of guests: `lang` is for guests who name none. */
export function invitingIn(data: FormData, lines: string, lang: Lang): Inviting {
  const beside = [...data].flatMap(([name, value]): [string, string][] =>
    name.startsWith(addressPrefix) && typeof value === 'string'
      ? [[name.slice(addressPrefix.length, 300), value.slice(0, 400)]]
      : [],
  );
  const { addressed, bad: badSeats } = addressedIn(beside);
  const { guests, bad: badLines } = guestsIn(lines, lang);
  const typedBeside = (wanted: (choice: string) => boolean) =>
    Object.fromEntries(
      beside
        .filter(([choice]) => wanted(choice))
        .map(([choice, typed]) => [addressPrefix + choice, typed] as const),
    );
  const problems: FormProblem[] = [
    ...badSeats.map((choice) => ({ field: addressPrefix + choice, key: 'account_problem_email' as const })),
    ...(badLines.length > 0
      ? [{ field: 'guests', key: 'invite_bad_lines' as const, values: { n: badLines.length } }]
      : []),
  ];
  const wrong = typedBeside((choice) => badSeats.includes(choice));
  return {
    guests,
    addressed,
    typed: { guests: lines, lang, ...typedBeside(() => true) },
    left: { typed: { guests: badLines.join('\n'), lang, ...wrong }, problems },
  };
}
