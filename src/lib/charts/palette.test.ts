import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { darkTones, inkOn, ramp, tones, type Tone } from './palette.ts';
import { fillings } from './stacked-input.ts';

/** Contrast of two colours by WCAG 2: 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
      const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [bright = 0, dim = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (bright + 0.05) / (dim + 0.05);
}

const sides: [string, Record<Tone, string>][] = [
  ['light', tones],
  ['dark', darkTones],
];

it.each(sides)('words are read against the paper (%s)', (_side, colours) => {
  const words: Tone[] = ['ink', 'soft', 'river', 'marigoldInk', 'brick', 'leaf', 'mist'];
  for (const tone of words) expect(contrast(colours[tone], colours.paper), tone).toBeGreaterThanOrEqual(4.5);
});

it.each(sides)('words are read on every class and every part (%s)', (_side, colours) => {
  const pairs: [Tone, Tone][] = ramp(5).map((tone) => [tone, inkOn(tone)]);
  for (const { fill, ink } of Object.values(fillings)) if (fill !== 'hatch') pairs.push([fill, ink]);
  for (const [under, ink] of pairs)
    expect(contrast(colours[under], colours[ink]), under).toBeGreaterThanOrEqual(4.5);
});

it.each(sides)('lines and edges are seen (%s)', (_side, colours) => {
  for (const tone of ['marigold', 'edge', 'river', 'brick', 'leaf', 'mist'] as const)
    expect(contrast(colours[tone], colours.paper), tone).toBeGreaterThanOrEqual(3);
});

it('every tone has a colour of its own, and the frame turns each for dark screens', () => {
  const frame = readFileSync(new URL('ChartSvg.svelte', import.meta.url), 'utf8');
  const rules = [...frame.matchAll(/:global\(\[(fill|stroke)='(#\w+)'\]\) \{\s+\1: (#\w+);/gu)];
  const turned = rules.map(([, attribute, from, to]) => `${attribute} ${from} ${to}`).sort();
  const wanted = (Object.keys(tones) as Tone[])
    .flatMap((tone) =>
      ['fill', 'stroke'].map((attribute) => `${attribute} ${tones[tone]} ${darkTones[tone]}`),
    )
    .sort();
  expect(turned).toEqual(wanted);
  expect(new Set(Object.values(tones)).size).toBe(Object.keys(tones).length);
});
