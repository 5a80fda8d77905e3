import type { seatRoles } from '#features/bodies/schema.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';

/** The word for a seat's role. */
export const seatRoleLabels: Record<(typeof seatRoles)[number], MessageKey> = {
  chair: 'seat_role_chair',
  'co-chair': 'seat_role_co_chair',
  coordinator: 'seat_role_coordinator',
  secretariat: 'seat_role_secretariat',
  member: 'seat_role_member',
  observer: 'seat_role_observer',
};

/** What a seat is called in forms, search and the history: "IOM (Chair, LM TWG)", in both languages. */
export function seatTitle(
  organisation: Translated,
  role: (typeof seatRoles)[number],
  body: Translated,
): Translated {
  const title: Translated = { source: 'en', status: {} };
  for (const lang of langs) {
    title[lang] =
      `${textIn(organisation, lang)} (${sayIn(lang)(seatRoleLabels[role])}, ${textIn(body, lang)})`;
    title.status[lang] = 'original';
  }
  return title;
}
