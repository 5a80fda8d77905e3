import type { Chosen } from '#features/rounds/approval/server/commands.ts';
import { reference } from '#lib/record.ts';

/** What was ticked among many: each with the version it was shown in ("r-1 3"). */
export function chosenIn(data: FormData): Chosen[] {
  return data.getAll('report').flatMap((sent) => {
    const [ref = '', version = ''] = typeof sent === 'string' ? sent.split(' ') : [];
    return reference.safeParse(ref).success && /^\d{1,9}$/u.test(version)
      ? [{ ref, version: Number(version) }]
      : [];
  });
}
