import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CompiledQuery } from 'kysely';
import pg from 'pg';

export type Statement = { sql: string; parameters: readonly unknown[] };

/**
 * The floor pages are measured against: bare node:http and node-postgres answering the same SQL as JSON, with no
 * page, no policies and no transaction around it.
 */
export async function openFloor(url: string, answers: Record<string, readonly Statement[]>) {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const answer = async (name: string): Promise<string> => {
    const results = [];
    for (const { sql, parameters } of answers[name] ?? [])
      results.push((await pool.query(sql, [...parameters])).rows);
    return JSON.stringify(results);
  };
  const server = http.createServer((request, response) => {
    const name = (request.url ?? '/').slice(1).split('?')[0] ?? '';
    answer(name).then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

/** A page that never changes, from memory: what an unchanged public page is compared with. */
export async function openConstant(body: string) {
  const bytes = Buffer.from(body);
  const server = http.createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': bytes.byteLength }).end(bytes),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${String(port)}`, close: () => server.close() };
}

/** What a page asks the database, without the frame of its transaction. */
export function statementOf(query: CompiledQuery): Statement | null {
  const isFrame = /^(begin|start transaction|commit|rollback|set |select set_config)/iu.test(
    query.sql.trim(),
  );
  return isFrame ? null : { sql: query.sql, parameters: query.parameters };
}
