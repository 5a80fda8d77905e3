import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesIn, packed, packedEnd, type Entry } from './archive.ts';

const name = fc
  .tuple(fc.stringMatching(/^[a-z0-9._/]{0,150}[a-z0-9]$/u), fc.stringMatching(/^[a-z0-9.]{1,100}$/u))
  .map(([folder, file]) => `${folder}/${file}`);
const entry = fc.record({
  name,
  body: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
});

async function unpacked(bytes: Buffer, pieceSize: number): Promise<Entry[]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize)
      yield await Promise.resolve(bytes.subarray(at, at + pieceSize));
  }
  return Array.fromAsync(entriesIn(pieces()));
}

test('what is packed comes out again, in whatever pieces the bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 5 }),
      fc.integer({ min: 1, max: 5000 }),
      async (entries, size) => {
        const parts = entries.map((one) => packed(one, new Date('2026-11-23T03:00:00Z')));
        expect(await unpacked(Buffer.concat([...parts, packedEnd()]), size)).toEqual(entries);
      },
    ),
  );
});

test('an archive that is cut, or changed in a header, is refused', async () => {
  const bytes = packed({ name: 'a/b', body: Buffer.from('abc') }, new Date(0));
  await expect(unpacked(bytes.subarray(0, 600), 100)).rejects.toThrow('ends too early');
  bytes[3] = 7;
  await expect(unpacked(bytes, 100)).rejects.toThrow('damaged');
});
