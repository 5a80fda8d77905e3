import type { Refusal } from '#features/desk/batch/server/commands.ts';
import { isMessageKey, type Say } from '#lib/i18n/messages.ts';

/** Why a record was not changed, in words: the problems of its fields, or the one reason. */
export function refusalWords({ code, values, problems }: Refusal, say: Say): string {
  if (problems.length > 0)
    return problems
      .map(({ label, message, values: told }) =>
        say('form_error_at', { label: say(label), problem: say(message, told) }),
      )
      .join(' ');
  const key = `error_${code.replaceAll('.', '_')}`;
  return say(isMessageKey(key) ? key : 'error_record_form_refused', values);
}
