import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import type { Workplace } from '#features/meetings/outcomes/server/queries.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { textIn } from '#lib/translated.ts';
import type { Option } from '#lib/ui/options.ts';

/** Who can take something on, as a list to choose from: "seat:ref". */
export const ownerOptions = ({ candidates }: Workplace, lang: Lang): Option[] =>
  candidates.map(({ kind, ref, role, name, acronym }) => {
    const named = [...new Set([acronym, name].flatMap((text) => (text ? [textIn(text, lang)] : [])))];
    const seat = role === null ? [] : [sayIn(lang)(seatRoleLabels[role])];
    return { value: `${kind}:${ref}`, label: [...named, ...seat].join(', ') };
  });

/** The items of the agenda, as a list to choose from. */
export const itemOptions = ({ items }: Workplace, lang: Lang): Option[] =>
  items.map(({ ref, title }) => ({ value: ref, label: textIn(title, lang) }));
