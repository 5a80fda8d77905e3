import type { Quorum } from '#features/meetings/attendance/rules.ts';
import type { Say } from '#lib/i18n/messages.ts';

/** Whether the meeting could decide, by the rule of its body. */
export function quorumWords({ voting, filled, needed, reached }: Quorum, say: Say): string {
  const rule =
    needed === null
      ? say('attendance_no_quorum')
      : say(reached ? 'attendance_quorum_reached' : 'attendance_quorum_missed', { needed });
  return `${say('attendance_filled', { filled, voting })} ${rule}`;
}
