import { keepLabels, type PlaceGroup } from '#features/desk/labels.ts';
import { nouns } from '#features/desk/schema.ts';
import type { Duty } from '#lib/access.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Translated } from '#lib/translated.ts';

const vowels: Record<string, string> = {
  অ: 'a', আ: 'a', ই: 'i', ঈ: 'i', উ: 'u', ঊ: 'u', ঋ: 'ri', এ: 'e', ঐ: 'oi', ও: 'o', ঔ: 'ou',
}; // prettier-ignore
const signs: Record<string, string> = {
  'া': 'a', 'ি': 'i', 'ী': 'i', 'ু': 'u', 'ূ': 'u', 'ৃ': 'ri', 'ে': 'e', 'ৈ': 'oi', 'ো': 'o', 'ৌ': 'ou', '্': '',
}; // prettier-ignore
const consonants: Record<string, string> = {
  ক: 'k', খ: 'kh', গ: 'g', ঘ: 'gh', ঙ: 'ng', চ: 'ch', ছ: 'chh', জ: 'j', ঝ: 'jh', ঞ: 'n', ট: 't', ঠ: 'th', ড: 'd',
  ঢ: 'dh', ণ: 'n', ত: 't', থ: 'th', দ: 'd', ধ: 'dh', ন: 'n', প: 'p', ফ: 'f', ব: 'b', ভ: 'bh', ম: 'm', য: 'j', র: 'r',
  ল: 'l', শ: 'sh', ষ: 'sh', স: 's', হ: 'h', 'ড়': 'r', 'ঢ়': 'rh', 'য়': 'y', 'ৎ': 't', 'ং': 'ng', 'ঃ': '', 'ঁ': '',
}; // prettier-ignore

/** Letters after which no vowel is heard. */
const marks = new Set(['ৎ', 'ং', 'ঃ', 'ঁ']);

/** A Bangla word in Latin letters, near enough to be read out: for references, not for names. */
function latin(text: string): string {
  const letters = [...new Intl.Segmenter('bn', { granularity: 'grapheme' }).segment(text.normalize('NFC'))];
  return letters.map(({ segment }) => syllable(segment)).join('');
}

function syllable(segment: string): string {
  const parts = segment.match(/[\u09A1\u09A2\u09AF]\u09BC|[\s\S]/gu) ?? [];
  const last = parts.findLastIndex((part) => part.normalize('NFC') in consonants);
  return parts
    .map((part, at) => {
      const sound = consonants[part] ?? vowels[part] ?? signs[part] ?? part;
      const isBare = at === last && part in consonants && at === parts.length - 1 && !marks.has(part);
      return isBare ? `${sound}a` : sound;
    })
    .join('');
}

/**
 * A readable reference made of the values of a record: "Ministry of Home Affairs" gives "ministry-of-home-affairs".
 * `taken` says which are in use; what is in use gets a number. Never empty.
 */
export function referenceFrom(values: readonly unknown[], kind: string, taken: ReadonlySet<string>): string {
  const base = baseReference(values, kind);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const numbered = `${base}-${String(number)}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The reference before it is numbered. */
export function baseReference(values: readonly unknown[], kind: string): string {
  const words = values
    .map((value) =>
      typeof value === 'string' ? value : ((value as Translated | null)?.en ?? latin(banglaOf(value))),
    )
    .join(' ')
    .replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6))
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return words.slice(0, 60).replace(/-+$/u, '') || kind;
}

const banglaOf = (value: unknown) => (value as Translated | null)?.bn ?? '';

/** A page of the desk; `path` is what stands after /desk/. */
export type Place = { path: string; label: MessageKey };

type Offered = Place & { group: PlaceGroup; duties?: readonly Duty[]; forRunners?: boolean };

const offered: readonly Offered[] = [
  { group: 'places_own', path: 'account', label: 'account_title' },
  { group: 'places_own', path: 'account/tokens', label: 'token_title' },
  { group: 'places_own', path: 'invitations', label: 'invite_own_title' },
  { group: 'places_own', path: 'account/calendar', label: 'feed_title' },
  ...nouns.map((noun) => ({
    group: 'places_records' as const,
    path: noun,
    label: keepLabels[noun],
    duties: ['secretariat' as const],
  })),
  { group: 'places_records', path: 'imports', label: 'imports_title', duties: ['secretariat'] },
  {
    group: 'places_records',
    path: 'meetings',
    label: 'desk_keep_meetings',
    duties: ['secretariat'],
    forRunners: true,
  },
  { group: 'places_records', path: 'gaps', label: 'gaps_title', duties: ['secretariat'] },
  { group: 'places_records', path: 'alike', label: 'alike_title', duties: ['secretariat'] },
  { group: 'places_records', path: 'overlaps', label: 'overlaps_title', duties: ['secretariat'] },
  {
    group: 'places_own',
    path: 'week',
    label: 'week_title',
    duties: ['secretariat'],
    forRunners: true,
  },
  {
    group: 'places_records',
    path: 'files/new',
    label: 'files_new_title',
    duties: ['secretariat'],
    forRunners: true,
  },
  {
    group: 'places_records',
    path: 'workbooks',
    label: 'workbooks_title',
    duties: ['secretariat'],
  },
  {
    group: 'places_people',
    path: 'accounts',
    label: 'account_list_title',
    duties: ['secretariat', 'administrator'],
  },
  { group: 'places_people', path: 'handover', label: 'handover_title', duties: ['secretariat'] },
  { group: 'places_trail', path: 'access', label: 'access_title' },
  { group: 'places_trail', path: 'history', label: 'desk_history_all', duties: ['secretariat', 'auditor'] },
  {
    group: 'places_trail',
    path: 'history',
    label: 'desk_history_own',
    duties: ['administrator', 'data-steward'],
  },
  { group: 'places_running', path: 'admin/outbox', label: 'outbox_title', duties: ['administrator'] },
  {
    group: 'places_running',
    path: 'admin/safety',
    label: 'safety_title',
    duties: ['administrator', 'auditor'],
  },
];

/** Where somebody can go from the desk, in groups: what they may not open is not offered. The pages guard themselves. */
export function placesFor(duties: readonly Duty[], runs: boolean): { group: PlaceGroup; places: Place[] }[] {
  const open = offered.filter(
    (place) =>
      !place.duties || place.duties.some((duty) => duties.includes(duty)) || (place.forRunners && runs),
  );
  const once = open.filter(({ path }, at) => open.findIndex((other) => other.path === path) === at);
  return [...Map.groupBy(once, ({ group }) => group)].map(([group, places]) => ({ group, places }));
}
