import type { Quorum } from '#features/meetings/attendance/rules.ts';
import type { SeatLine } from '#features/meetings/attendance/server/queries.ts';
import { presenceLabels } from '#features/meetings/minutes/labels.ts';
import { fullName } from '#features/people/labels.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type Say } from '#lib/i18n/messages.ts';

/** What is noted of a seat, and who came, as far as the reader is told: "Represented: Dr Karim". Empty while nothing is. */
export function presenceWords({ noted, came }: Pick<SeatLine, 'noted' | 'came'>, lang: Lang): string {
  if (!noted || noted.presence === '') return '';
  const who = came ? fullName(came, lang) : noted.who;
  return [sayIn(lang)(presenceLabels[noted.presence]), who].filter(Boolean).join(': ');
}

/** Whether the meeting could decide, by the rule of its body. */
export function quorumWords({ voting, filled, needed, reached }: Quorum, say: Say): string {
  const rule =
    needed === null
      ? say('attendance_no_quorum')
      : say(reached ? 'attendance_quorum_reached' : 'attendance_quorum_missed', { needed });
  return `${say('attendance_filled', { filled, voting })} ${rule}`;
}
