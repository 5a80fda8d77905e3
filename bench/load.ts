import http from 'node:http';

/** How many requests are in flight at once, and for how long one measurement lasts. */
const connections = 8;
const milliseconds = 3000;

/**
 * Answers per second of an address under load. `path` gets a running number, so that an answer can be asked for
 * in a way nobody has cached.
 */
export async function answersPerSecond(
  origin: string,
  path: (number: number) => string,
  headers = {},
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let number = Math.floor(Math.random() * 1e9);
  let answers = 0;
  const started = performance.now();
  const until = started + milliseconds;
  const worker = async () => {
    while (performance.now() < until) {
      await get(new URL(path(number++), origin), agent, headers);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return (answers / (performance.now() - started)) * 1000;
}

function get(url: URL, agent: http.Agent, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      const status = response.statusCode ?? 0;
      response.on('end', () => {
        if (status === 200 || status === 304) resolve();
        else reject(new Error(`${url.pathname} answers ${String(status)}`));
      });
      response.on('error', reject).resume();
    });
    request.on('error', reject);
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Measures each in turn, several rounds in changing order, and gives each one's median. */
export async function inTurns(
  measures: Record<string, () => Promise<number>>,
  rounds = 3,
): Promise<Record<string, number>> {
  const found = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const names = Object.keys(measures).sort(() => Math.random() - 0.5);
    for (const name of names) {
      const value = await measures[name]?.();
      if (value !== undefined) found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, median(values)]));
}
