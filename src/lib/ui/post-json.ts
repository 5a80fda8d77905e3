/** Sends JSON to an address of this site and reads the JSON it answers with. Throws when it refuses. */
export async function post<T>(address: string, body: unknown): Promise<T> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address} answers ${String(answer.status)}`);
  return (await answer.json()) as T;
}
