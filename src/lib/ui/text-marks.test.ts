import { describe, expect, test } from 'vitest';
import { render } from 'svelte/server';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Translated } from '#lib/translated.ts';
import { languageContext } from './examples/language-context.ts';
import Text from './Text.svelte';

const draw = (
  lang: Lang,
  props: { value: Translated | string; inline?: boolean; mark?: 'short' | 'fallback' | 'none' },
) => render(Text, { props, context: languageContext(lang) }).body.replace(/<!--.*?-->/gu, '');
const words = (html: string) => html.replace(/<[^>]*>/gu, '').trim();

const english: Translated = { source: 'en', en: 'A road', status: { en: 'original' } };
const own: Translated = { ...english, bn: 'একটি সড়ক', status: { en: 'original', bn: 'unreviewed' } };

describe('a text in the language it has', () => {
  test('stands alone, with no mark, no element and no stray space', () => {
    expect(draw('en', { value: english, inline: true }).trim()).toBe('A road');
    expect(words(`${draw('en', { value: english, inline: true })}, ready`)).toBe('A road, ready');
    expect(draw('bn', { value: 'নদী', inline: true }).trim()).toBe('নদী');
  });

  test('is marked when it is a translation of our own, or older than its original', () => {
    expect(words(draw('bn', { value: own, inline: true }))).toBe('একটি সড়ক নিজস্ব অনুবাদ, পর্যালোচিত নয়');
    const stale: Translated = { ...own, status: { en: 'original', bn: 'stale' } };
    expect(words(draw('bn', { value: stale, inline: true }))).toContain('এই অনুবাদের পর মূল পাঠ বদলেছে');
    expect(words(draw('en', { value: own, inline: true }))).toBe('A road');
  });
});

describe('a text in the other language only', () => {
  test('falls back, names its language to the machine and says so to the reader', () => {
    const html = draw('bn', { value: english, inline: true });
    expect(html).toContain('<span lang="en">A road</span>');
    expect(words(html)).toBe('A road শুধু ইংরেজিতে আছে');
  });

  test('says so in short with the whole note on hover, or not at all when the list says it', () => {
    const short = draw('bn', { value: english, inline: true, mark: 'short' });
    expect(short).toContain('title="শুধু ইংরেজিতে আছে"');
    expect(words(short)).toBe('A road ইংরেজি');
    const none = draw('bn', { value: english, inline: true, mark: 'none' });
    expect(none).toContain('lang="en"');
    expect(words(none)).toBe('A road');
  });
});

test('a name is marked only where the language of the reader is missing', () => {
  expect(words(draw('bn', { value: own, inline: true, mark: 'fallback' }))).toBe('একটি সড়ক');
  expect(words(draw('bn', { value: english, inline: true, mark: 'fallback' }))).toBe('A road ইংরেজি');
});

test('paragraphs are kept, the mark stands once, and markup in a text is text', () => {
  const value: Translated = { source: 'en', en: 'One\ntwo\n\n<b>three</b>', status: { en: 'original' } };
  const html = draw('bn', { value });
  expect(html.match(/<p /gu)).toHaveLength(2);
  expect(html.match(/<small/gu)).toHaveLength(1);
  expect(html).toContain('&lt;b>three');
});
