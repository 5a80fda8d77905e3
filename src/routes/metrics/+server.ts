import { monitorEventLoopDelay } from 'node:perf_hooks';
import { error } from '@sveltejs/kit';
import { mayReadMetrics } from '#features/portal/policy.ts';
import { metricsText } from '#features/portal/rules.ts';
import { readSettings } from '#settings';
import type { RequestHandler } from './$types';

const { METRICS } = readSettings();
const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();

/** How the process fares, in the text format of Prometheus. Who may ask: the setting METRICS. */
export const GET: RequestHandler = ({ request, getClientAddress }) => {
  if (!mayReadMetrics(METRICS, getClientAddress(), request.headers)) error(403, 'refused');
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const nanoseconds = 1e9;
  const text = metricsText([
    ['process_resident_memory_bytes', 'gauge', 'Memory the process holds.', rss],
    ['nodejs_heap_used_bytes', 'gauge', 'Memory of scripts in use.', heapUsed],
    ['process_cpu_seconds_total', 'counter', 'Processor time used.', (user + system) / 1e6],
    ['process_uptime_seconds', 'gauge', 'Time since the start.', process.uptime()],
    [
      'nodejs_eventloop_delay_p50_seconds',
      'gauge',
      'Half of the waits since the start are shorter.',
      delay.percentile(50) / nanoseconds,
    ],
    [
      'nodejs_eventloop_delay_p99_seconds',
      'gauge',
      'One wait in a hundred since the start is longer.',
      delay.percentile(99) / nanoseconds,
    ],
  ]);
  return new Response(text, {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
};
