import net from 'node:net';

/** What a scanner says of a file. */
export type Verdict = { clean: true } | { clean: false; finding: string };

/** Looks through the content for known malware. Throws when the scanner cannot be asked: then nothing is known. */
export type Scanner = (content: AsyncIterable<Uint8Array>) => Promise<Verdict>;

/** A file that takes longer is asked about again later. */
const patience = 120_000;

/** A ClamAV daemon at a socket path ("/run/clamav/clamd.ctl") or at "host:port", asked by its command INSTREAM. */
export function openScanner(address: string): Scanner {
  return async (content) => {
    const socket = net.connect(placeOf(address));
    socket.setTimeout(patience, () => socket.destroy(new Error('the scanner does not answer')));
    try {
      const heard = hear(socket);
      await speak(socket, content, heard);
      return verdictOf(await heard);
    } finally {
      socket.destroy();
    }
  };
}

function placeOf(address: string): net.NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[|\]$/gu, ''), port: Number(port || 3310) };
}

/** Everything the scanner says until it closes the line or ends its sentence. */
async function hear(socket: net.Socket): Promise<string> {
  let heard = '';
  for await (const piece of socket as AsyncIterable<Buffer>) {
    heard += piece.toString('utf8');
    if (heard.includes('\0') || heard.length > 4096) break;
  }
  return heard.replace(/\0.*$/su, '').trim();
}

/** Each piece with its length before it; no length ends the stream. Stops when the scanner speaks early. */
async function speak(
  socket: net.Socket,
  content: AsyncIterable<Uint8Array>,
  heard: Promise<string>,
): Promise<void> {
  const early = heard.then(() => true);
  const write = (bytes: Uint8Array) =>
    Promise.race([
      early,
      new Promise<false>((resolve, reject) => {
        socket.write(bytes, (error) => {
          if (error) reject(error);
          else resolve(false);
        });
      }),
    ]);
  await write(Buffer.from('zINSTREAM\0'));
  for await (const piece of content) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.byteLength);
    if (piece.byteLength > 0 && (await write(Buffer.concat([length, piece])))) return;
  }
  await write(Buffer.alloc(4));
}

function verdictOf(sentence: string): Verdict {
  if (sentence === 'stream: OK') return { clean: true };
  const found = /^stream: (.{1,200}) FOUND$/u.exec(sentence);
  if (found) return { clean: false, finding: found[1] ?? '' };
  throw new Error(`the scanner says: ${sentence.slice(0, 200) || 'nothing'}`);
}
