import { pointStatusLabels } from '#features/meetings/action-points/labels.ts';
import { isOpen } from '#features/meetings/action-points/rules.ts';
import { formatDate, formatDigits } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { Arising } from './rules.ts';

type Reader = { lang: Lang; say: Say };

/** One matter arising as every form of an agenda shows it: a text of a record, where it is, and words about it. */
export type Matter = { ref: string; text: Translated; path: string; about: string };
export type MatterGroup = { kind: keyof Arising; title: MessageKey; matters: Matter[] };

/** Matters arising in groups, in the order in which a meeting takes them; groups with nothing are left out. */
export function matterGroups(
  { minutes, decisions, points, items }: Arising,
  { lang, say }: Reader,
): MatterGroup[] {
  const groups: MatterGroup[] = [
    {
      kind: 'minutes',
      title: 'arising_minutes',
      matters: minutes.map(({ ref, title, from }) => ({
        ref,
        text: title,
        path: `/meetings/${ref}`,
        about: formatDate(from, lang),
      })),
    },
    {
      kind: 'decisions',
      title: 'arising_decisions',
      matters: decisions.map(({ ref, wording, number, year }) => ({
        ref,
        text: wording,
        path: `/decisions/${ref}`,
        about: number === null ? '' : formatDigits(`${year}/${String(number)}`, lang),
      })),
    },
    {
      kind: 'points',
      title: 'arising_points',
      matters: points.map(({ ref, task, owner, due, status, late }) => ({
        ref,
        text: task,
        path: `/action-points/${ref}`,
        about: [
          textIn(owner, lang),
          due === null ? say('arising_no_day') : say('arising_due', { date: formatDate(due, lang) }),
          say(late && isOpen(status) ? 'point_status_overdue' : pointStatusLabels[status].word),
        ].join(' · '),
      })),
    },
    {
      kind: 'items',
      title: 'arising_items',
      matters: items.map(({ ref, title, meeting }) => ({
        ref,
        text: title,
        path: `/meetings/${meeting.ref}#${ref}`,
        about: say('arising_from', { meeting: textIn(meeting.title, lang) }),
      })),
    },
  ];
  return groups.filter(({ matters }) => matters.length > 0);
}
