import { parse, protocol, type PGlite } from '@electric-sql/pglite';

const { serialize } = protocol;
type Messages = Parameters<typeof parse.parseResults>[0];
type Plan = { name: string; parameterTypes: number[]; description: Messages };
export type Rows = Record<string, unknown>[];

/** Statements kept by the database. Pages ask a few dozen; what an address can vary makes more. */
const mostKept = 200;

/**
 * Reads from the embedded database. A statement is read and planned by it once and kept under a name, the latest used:
 * planning costs more than most answers. Each is one message where PGlite's own `query` sends six.
 */
export class Prepared {
  readonly #database: PGlite;
  readonly #plans = new Map<string, Plan>();
  #number = 0;

  constructor(database: PGlite) {
    this.#database = database;
  }

  /** Statements without parameters and without answer, such as the frame of a transaction. */
  async frame(sql: string): Promise<void> {
    await this.#send([serialize.query(sql)]);
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<Rows> {
    const { name, parameterTypes, description } = this.#used(sql) ?? (await this.#prepare(sql));
    const values = parameters.map((value, index) => this.#serialized(value, parameterTypes[index] ?? 0));
    const messages = await this.#send([
      serialize.bind({ statement: name, values }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const [result] = parse.parseResults([...description, ...messages], this.#database.parsers);
    return result?.rows ?? [];
  }

  #used(sql: string): Plan | undefined {
    const plan = this.#plans.get(sql);
    if (plan) {
      this.#plans.delete(sql);
      this.#plans.set(sql, plan);
    }
    return plan;
  }

  async #prepare(sql: string): Promise<Plan> {
    const name = `s${String(this.#number++)}`;
    const answer = await this.#send([
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const plan = {
      name,
      parameterTypes: parse.parseDescribeStatementResults(answer),
      description: answer.filter((message) => message.name === 'rowDescription'),
    };
    this.#plans.set(sql, plan);
    await this.#forgetOldest();
    return plan;
  }

  async #forgetOldest(): Promise<void> {
    const [oldest] = this.#plans;
    if (!oldest || this.#plans.size <= mostKept) return;
    this.#plans.delete(oldest[0]);
    await this.#send([serialize.close({ type: 'S', name: oldest[1].name }), serialize.sync()]);
  }

  #serialized(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const serialize = this.#database.serializers[type];
    if (serialize) return serialize(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  #send(messages: Uint8Array[]): Promise<Messages> {
    return this.#database.execProtocolStream(new Uint8Array(Buffer.concat(messages)), { syncToFs: false });
  }
}
