import { NotWhole } from './refused.ts';

/** One named part of a backup. */
export type Entry = { name: string; body: Buffer };

/** A backup is a tar file (POSIX ustar), so that any tar can list it and take it apart. */
const block = 512;
const endMark = Buffer.alloc(2 * block);

/** The bytes of one entry. A name is a path of at most 155 + 100 characters. */
export function packed({ name, body }: Entry, at: Date): Buffer {
  const slash = name.lastIndexOf('/');
  const header = Buffer.alloc(block);
  header.write(name.slice(slash + 1), 0, 100);
  header.write('0000600\0' + '0000000\0'.repeat(2), 100);
  header.write(`${octal(body.length)} ${octal(Math.floor(at.getTime() / 1000))} `, 124);
  header.write(' '.repeat(8) + '0', 148);
  header.write('ustar\0' + '00', 257);
  header.write(slash < 0 ? '' : name.slice(0, slash), 345, 155);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc(padding(body.length))]);
}

export function packedEnd(): Buffer {
  return endMark;
}

const octal = (value: number) => value.toString(8).padStart(11, '0');
const padding = (size: number) => (block - (size % block)) % block;

/** The sum of the header's bytes, its own field counted as spaces. */
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** The entries of a backup, one after the other. Throws NotWhole where the bytes are no whole archive. */
export async function* entriesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const bytes = new Taker(chunks);
  for (;;) {
    const header = await bytes.take(block);
    if (header.every((byte) => byte === 0)) return;
    const wanted = Number.parseInt(text(header, 148, 8), 8);
    if (checksum(header) !== wanted) throw new NotWhole('the archive is damaged');
    const size = Number.parseInt(text(header, 124, 12), 8);
    const body = await bytes.take(size);
    await bytes.take(padding(size));
    const folder = text(header, 345, 155);
    yield { name: `${folder}${folder && '/'}${text(header, 0, 100)}`, body };
  }
}

function text(header: Buffer, from: number, length: number): string {
  return header.toString('utf8', from, from + length).replace(/\0.*$/su, '');
}

/** Takes exact numbers of bytes from a stream of chunks. */
class Taker {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #size = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    while (this.#size < size) {
      const next = await this.#chunks.next();
      if (next.done) throw new NotWhole('the archive ends too early');
      this.#held.push(next.value);
      this.#size += next.value.length;
    }
    const all = Buffer.concat(this.#held);
    this.#held = [all.subarray(size)];
    this.#size -= size;
    return all.subarray(0, size);
  }
}
