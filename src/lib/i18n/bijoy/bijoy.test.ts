import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { converted, toUnicode } from './conversion.ts';
import { looksLikeBijoy } from './recognition.ts';
import { after, before, halves, letters, marks, points, reph, tails } from './table.ts';

const texts = (lang: string): string[] =>
  Object.values(
    JSON.parse(readFileSync(new URL(`../../../../messages/${lang}.json`, import.meta.url), 'utf8')) as object,
  ) as string[];

/** As SutonnyMJ has it, and as it is meant. */
const pairs: [string, string][] = [
  ['MYcÖRvZš¿x evsjv‡`k miKvi', 'গণপ্রজাতন্ত্রী বাংলাদেশ সরকার'],
  ['cÖevmx Kj¨vY I ˆe‡`wkK Kg©ms¯’vb gš¿Yvjq', 'প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান মন্ত্রণালয়'],
  ['A½xKvi', 'অঙ্গীকার'], ['Kg©cwiKíbv', 'কর্মপরিকল্পনা'], ['gš¿Yvjq', 'মন্ত্রণালয়'],
  ['cÖZ¨veZ©b', 'প্রত্যাবর্তন'], ['cybtGKÎxKiY', 'পুনঃএকত্রীকরণ'], ['D‡`¨v³v', 'উদ্যোক্তা'],
  ['wk¶v', 'শিক্ষা'], ['wkÿv_x©', 'শিক্ষার্থী'], ['weÁvb', 'বিজ্ঞান'], ['ivóª', 'রাষ্ট্র'], ['¯¿x', 'স্ত্রী'],
  ['ZË¡', 'তত্ত্ব'], ['eªþcyÎ', 'ব্রহ্মপুত্র'], ['m½x', 'সঙ্গী'], ['hy×', 'যুদ্ধ'], ['A_©', 'অর্থ'],
  ['Kvh©µg', 'কার্যক্রম'], ['ev¯Íevqb', 'বাস্তবায়ন'], ['AšÍf©y³', 'অন্তর্ভুক্ত'], ['Aš—f©y³', 'অন্তর্ভুক্ত'],
  ['¸iæZ¡c~Y©', 'গুরুত্বপূর্ণ'], ['iƒcKí', 'রূপকল্প'], ['†mŠw` Avie', 'সৌদি আরব'], ['†Kvb', 'কোন'], ['‡gŠwjK', 'মৌলিক'],
  ['ˆbwZK', 'নৈতিক'], ['D”P', 'উচ্চ'], ['B”Qv', 'ইচ্ছা'], ['cwðg', 'পশ্চিম'], ['PÆMÖvg', 'চট্টগ্রাম'],
  ['A‡±vei', 'অক্টোবর'], ['wW‡m¤^i', 'ডিসেম্বর'], ['m¤úv`b', 'সম্পাদন'], ['m¤§vb', 'সম্মান'], ['m¤¢e', 'সম্ভব'],
  ['¯^v¯’¨', 'স্বাস্থ্য'], ['¯‹zj', 'স্কুল'], ['cwi®‹vi', 'পরিষ্কার'], ['cÖwZôvb', 'প্রতিষ্ঠান'], ['cÖkœ', 'প্রশ্ন'],
  ['Dbœqb', 'উন্নয়ন'], ['Rb¥', 'জন্ম'], ['AvZ¥', 'আত্ম'], ['D‡Ïk¨', 'উদ্দেশ্য'], ['c×wZ', 'পদ্ধতি'], ['cÙv', 'পদ্মা'],
  ['wØZxq', 'দ্বিতীয়'], ['eÜ', 'বন্ধ'], ['j¨vÝ', 'ল্যান্স'], ['‡K›`ª', 'কেন্দ্র'], ['Avb›`', 'আনন্দ'], ['K…wl', 'কৃষি'],
  ['m„wó', 'সৃষ্টি'], ['ü`q', 'হৃদয়'], ['ïay', 'শুধু'], ['wPý', 'চিহ্ন'], ['Pvu`', 'চাঁদ'], ['Drm', 'উৎস'], ['evwo', 'বাড়ি'],
  ['AvlvpÌ', 'আষাঢ়ত্থ'], ['wKš‘', 'কিন্তু'], ['e¯‘', 'বস্তু'], ['cš’v', 'পন্থা'], ['D‡jøL', 'উল্লেখ'], ['D‡j\u00ADL', 'উল্লেখ'],
  ['A_©‰bwZK', 'অর্থনৈতিক'], ['evwl©K', 'বার্ষিক'], ['wgwbU', 'মিনিট'], ['NÈv', 'ঘণ্টা'], ['AÂj', 'অঞ্চল'], ['wmivRMÄ', 'সিরাজগঞ্জ'],
  ['mvÿvrKvi', 'সাক্ষাৎকার'], ['j²x', 'লক্ষ্মী'], ['D¾¡j', 'উজ্জ্বল'], ['¯úó', 'স্পষ্ট'], ['A¨vKvD›U', 'অ্যাকাউন্ট'],
  ['2025-26 A_©eQi|', '২০২৫-২৬ অর্থবছর।'], ['Ô`ßiÕ', '‘দপ্তর’'], ['KvwO&¶Z', 'কাঙ্ক্ষিত'],
]; // prettier-ignore

test.each(pairs)('%s is %s', (typed, meant) => {
  expect(converted(typed)).toMatchObject({ text: meant.normalize('NFC'), faults: 0 });
});

const shape =
  /(?<over>র্(?=[ক-হ]))?(?<cluster>[ক-হ]়?(?:্[ক-হ]়?)*|[অ-ঔৎ])(?:(?<first>[িেৈ])|(?<both>[োৌ]))?(?<last>[াীুূৃ])?(?<mark>[ংঃঁ]?)/u;
const split: Record<string, [string, string]> = { 'ো': ['ে', 'া'], 'ৌ': ['ে', 'ৗ'] };

/** Does a conjunct begin with this drawing? The half of চ is drawn before চ and ছ only. */
const begins = (cluster: string, piece: string, sign: string) =>
  cluster.startsWith(piece) &&
  !(cluster === piece && piece.endsWith('্')) &&
  (sign !== '”' || /^চ্[চছ]/u.test(cluster));

/** What a text in Unicode is in Bijoy, where its table has it: the longest drawings first. */
function typedWithBijoy(text: string): string {
  const drawings = [
    ...Object.entries(letters).map(([sign, drawn]) => [drawn, sign] as const),
    ...Object.entries(halves).map(([sign, drawn]) => [`${drawn}্`, sign] as const),
    ...Object.entries(tails).map(([sign, drawn]) => [`্${drawn}`, sign] as const),
  ].sort(([a], [b]) => b.length - a.length);
  const lead = new Map(Object.entries(before).map(([sign, drawn]) => [drawn, sign]));
  const follow = new Map(Object.entries({ ...after, ...marks }).map(([sign, drawn]) => [drawn, sign]));
  /** A conjunct as drawings: every way is tried, because a half needs another half or a letter after it. */
  const drawn = (cluster: string): string | null => {
    if (cluster === '') return '';
    for (const [piece, sign] of drawings) {
      if (!begins(cluster, piece, sign)) continue;
      const left = cluster.slice(piece.length);
      const rest = drawn(left) ?? (piece.endsWith('্') ? drawn(`্${left}`) : null);
      if (rest !== null) return sign + rest;
    }
    return null;
  };
  const syllable = (whole: string): string => {
    const groups = shape.exec(whole)?.groups ?? {};
    const [cluster, first, last, mark] = ['cluster', 'first', 'last', 'mark'].map(
      (name) => groups[name] ?? '',
    ) as [string, string, string, string];
    if (cluster === 'আ') return `Av${follow.get(mark) ?? ''}`;
    const middle = drawn(cluster);
    if (middle === null) return whole;
    const [early, late] = split[groups['both'] ?? ''] ?? [first, last];
    return [lead.get(early), middle, groups['over'] && reph, follow.get(late), follow.get(mark)].join('');
  };
  return text
    .normalize('NFC')
    .replace(new RegExp(shape, 'gu'), syllable)
    .replace(/।/gu, Object.entries(points).find(([, drawnPoint]) => drawnPoint === '।')?.[0] ?? '')
    .replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
}

test('every Bangla text of the interface that the table can express comes back as it was', () => {
  const told = texts('bn').filter((text) => !/[a-z0-9{}<>@&|#$^~`"‘’“”–—…\u200c\u200d]/iu.test(text));
  const bijoy = told.map((text) => [text, typedWithBijoy(text)] as const);
  const expressed = bijoy.filter(([, typed]) => !/[\u0980-\u09FF]/u.test(typed));
  expect(expressed.length).toBeGreaterThan(0.95 * told.length);
  for (const [text, typed] of expressed) expect(toUnicode(typed)).toBe(text.normalize('NFC'));
  const sentences = expressed.filter(([text]) => text.split(' ').length > 4);
  const known = sentences.filter(([, typed]) => looksLikeBijoy(typed));
  expect(known.length).toBeGreaterThan(0.95 * sentences.length);
});

test('no English text of the interface, whole or word by word, is taken for Bijoy', () => {
  const english = texts('en');
  expect([...english, ...english.flatMap((text) => text.split(/\s+/u))].filter(looksLikeBijoy)).toEqual([]);
});

test('Bangla in Unicode is never taken for Bijoy, and never changes', () => {
  for (const text of texts('bn').filter((one) => /[\u0980-\u09FF]/u.test(one))) {
    expect(looksLikeBijoy(text)).toBe(false);
    expect(toUnicode(text)).toBe(text);
  }
  const bangla = fc.string({
    unit: fc.integer({ min: 0x0985, max: 0x09b9 }).map((c) => String.fromCodePoint(c)),
  });
  fc.assert(
    fc.property(
      fc.string(),
      bangla.filter((one) => one !== ''),
      fc.string(),
      (a, b, c) => {
        expect(looksLikeBijoy(a + b + c)).toBe(false);
        expect(toUnicode(a + b + c)).toBe(a + b + c);
      },
    ),
  );
});

test.each([
  '†Deceased', 'word† and word‡', '© 2026 Government', 'Brand™ name', 'CO² emissions', '5 °C', '½ cup', '«Bonjour»',
  '¿Qué tal?', 'naïve café', 'être à l’école', 'Größe für Übersicht', 'Señor Muñoz', 'Škoda', 'Łódź', 'São Tomé',
  'Côte d’Ivoire', 'IOM', 'MoEWOE', 'BMET', 'GCM-12', 'ABvK12', 'rock ’n’ roll', 'R&D', 'Q&A', 'SMTP_URL', 'x^2',
  '`code`', 'eyJhbGciOiJIUzI1NiJ9', 'Kv3xZw9q', 'iPhone', 'Kyiv', 'Zbigniew', 'desk.officer@example.org',
  'https://example.org/Av', '12,500.75', '2026-11-27', 'Sample recommendation 1', '', ' ', 'A/HRC/39/12', 'kWh', 'paral·lel',
])('%j is not Bijoy', (text) => {
  expect(looksLikeBijoy(text)).toBe(false);
}); // prettier-ignore

test('addresses of mail and web inside Bijoy text stay, and a wrong character set is put right', () => {
  expect(toUnicode('B-†gBj: desk@example.org')).toBe('ই-মেইল: desk@example.org');
  expect(toUnicode('evsjv\u0087`k')).toBe('বাংলাদেশ');
  expect(looksLikeBijoy('MYcÖRvZš¿x evsjv\u0087`k miKvi')).toBe(true);
});

test('any text at all is read to its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof toUnicode(text)).toBe('string');
      expect(typeof looksLikeBijoy(text)).toBe('boolean');
    }),
  );
});
