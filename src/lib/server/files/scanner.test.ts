import net from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openScanner } from './scanner.ts';
import { makeFolder } from './testing.ts';

const { folder, remove } = makeFolder();
afterAll(remove);
let server: net.Server | undefined;
afterEach(() => server?.close());

/** Speaks the daemon's side of INSTREAM: reads the pieces by their lengths and answers what `judge` says. */
async function clamd(judge: (content: string) => string, at?: string): Promise<string> {
  server = net.createServer((socket) => {
    let heard = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      const content = contentOf(heard);
      if (content !== null) socket.end(`${judge(content)}\0`);
    });
  });
  const listening = server;
  await new Promise<void>((resolve) =>
    at ? listening.listen(at, resolve) : listening.listen(0, '127.0.0.1', resolve),
  );
  const address = listening.address();
  return typeof address === 'object' && address ? `127.0.0.1:${String(address.port)}` : (at ?? '');
}

const command = 'zINSTREAM\0';

/** The content once its end has come; null before. */
function contentOf(heard: Buffer): string | null {
  if (!heard.toString('latin1').startsWith(command))
    return heard.length < command.length ? null : 'no command';
  let content = '';
  for (let at = command.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return content;
    content += heard.toString('latin1', at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const verdictOn = (content: string) =>
  content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
const pieces = (...texts: string[]) => Readable.from(texts.map((text) => Buffer.from(text)));

test('what the scanner finds is said, over a port and over a socket', async () => {
  for (const at of [undefined, path.join(folder, 'clamd.ctl')]) {
    const scan = openScanner(await clamd(verdictOn, at));
    expect(await scan(pieces('harmless ', 'words'))).toEqual({ clean: true });
    expect(await scan(pieces(eicar.slice(0, 30), eicar.slice(30)))).toEqual({
      clean: false,
      finding: 'Eicar-Test-Signature',
    });
    server?.close();
  }
});

test('megabytes go through piece by piece', async () => {
  const scan = openScanner(await clamd((content) => `stream: ${String(content.length)} FOUND`));
  const piece = 'x'.repeat(65_536);
  expect(await scan(pieces(...Array.from({ length: 100 }, () => piece)))).toMatchObject({
    finding: '6553600',
  });
});

test.each([
  ['an error', () => 'INSTREAM size limit exceeded. ERROR'],
  ['nothing', () => ''],
  ['something like a verdict', () => 'stream: OK FOUND OK'],
  ['a verdict on something else', () => 'file: OK'],
])('%s is no verdict', async (_what, judge) => {
  const scan = openScanner(await clamd(judge));
  await expect(scan(pieces('words'))).rejects.toThrow('the scanner says');
});

test('a scanner that hangs up in the middle, or is not there, is no verdict', async () => {
  server = net.createServer((socket) => socket.once('data', () => socket.destroy()));
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(openScanner(`127.0.0.1:${String(port)}`)(pieces('a', 'b'))).rejects.toThrow();
  await expect(openScanner('127.0.0.1:1')(pieces('a'))).rejects.toThrow();
  await expect(openScanner(path.join(folder, 'nothing'))(pieces('a'))).rejects.toThrow();
});
