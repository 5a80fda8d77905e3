import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpoints } from './policy.ts';
import { cursorOf, cursorText, description, nextAddress } from './rules.ts';
import { recordsQuery, shapes } from './schema.ts';

describe('the description', () => {
  const made = description();

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(made));
    expect([result.valid, result.errors ?? [], validator.version]).toEqual([true, [], '3.1']);
  });

  test('names every endpoint, and each reference in it leads somewhere', () => {
    const paths = endpoints.map(({ path }) => path.replaceAll('[', '{').replaceAll(']', '}'));
    expect(Object.keys(made['paths'] as object)).toEqual(paths);
    const references = [...JSON.stringify(made).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu)];
    const named = new Set(references.map(([, name]) => name));
    expect([...named].filter((name) => !Object.hasOwn(shapes, name ?? ''))).toEqual([]);
    expect(named.size).toBeGreaterThan(4);
  });

  test('says the limits the questions are checked with', () => {
    expect(JSON.stringify(made)).toContain('"maximum":200');
    for (const limit of ['201', '0', '-1', '1e9', 'x', '1.5', ''])
      expect([limit, recordsQuery.safeParse({ limit }).success]).toEqual([limit, false]);
    expect(recordsQuery.parse({ limit: '200' }).limit).toBe(200);
    expect(recordsQuery.safeParse({ sicne: '2026' }).success).toBe(false);
    expect(recordsQuery.safeParse({ since: '0000-01-01' }).success).toBe(false);
  });
});

describe('a cursor', () => {
  const place: [string, string, string] = ['2026-11-23T03:00:00.123456Z', 'people', 'somebody'];

  test('comes back as it was given, for its own list only', () => {
    expect(cursorOf('records', cursorText(place))).toEqual(place);
    expect(() => cursorOf('history', cursorText(place))).toThrow('take it from');
    expect(cursorOf('records', undefined)).toBeNull();
  });

  test('that nobody was given is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (text, json) => {
        for (const after of [text, cursorText([text, text, text]), Buffer.from(json).toString('base64url')])
          expect(() => cursorOf('records', after)).toThrow('take it from');
      }),
    );
  });

  test('stands in the address of the next page, encoded, with the same question', () => {
    const url = new URL('http://setu.test/api/v1/records?kind=people&limit=2');
    const next = nextAddress(url, place) ?? '';
    expect(next).toMatch(/^\/api\/v1\/records\?kind=people&limit=2&after=[\w-]+$/u);
    expect(nextAddress(url, null)).toBeNull();
  });
});
