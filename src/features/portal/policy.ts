/** Who may read `/metrics`, as the setting METRICS says. */
export type MetricsReaders = 'loopback' | 'everyone';

/** Headers a proxy adds: a request that carries one was not made on this machine, whatever its last hop says. */
const proxyHeader = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/u;

const isLoopback = (address: string) => address === '::1' || /^(::ffff:)?127\./u.test(address);

/** `address` is where the connection came from. */
export function mayReadMetrics(readers: MetricsReaders, address: string, headers: Headers): boolean {
  if (readers === 'everyone') return true;
  return isLoopback(address) && ![...headers.keys()].some((name) => proxyHeader.test(name));
}
