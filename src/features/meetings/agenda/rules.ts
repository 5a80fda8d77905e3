/** What arranging an agenda looks at. `parent` is the reference of the item it belongs to. */
export type Arrangeable = { ref: string; parent: string | null; position: number; duration: number | null };

/** An item in its place: its number as a reader sees it ("2.1"), and when it begins, where that is known. */
export type Arranged<T> = T & { number: string; depth: 0 | 1; at: string | null };

const byPlace = (a: Arrangeable, b: Arrangeable) => a.position - b.position || (a.ref < b.ref ? -1 : 1);

/** Items with their sub-items, numbered and in order. A sub-item whose item is not there stands by itself. */
export function arrange<T extends Arrangeable>(items: readonly T[], startsAt: string | null): Arranged<T>[] {
  const known = new Set(items.map(({ ref }) => ref));
  const tops = items.filter(({ parent }) => parent === null || !known.has(parent)).sort(byPlace);
  let clock = startsAt === null ? null : minutesOfDay(startsAt);
  return tops.flatMap((top, index): Arranged<T>[] => {
    const number = String(index + 1);
    const subs = items.filter(({ parent }) => parent === top.ref).sort(byPlace);
    const at = clock === null ? null : clockOf(clock);
    const taken = itemMinutes(top, subs);
    clock = clock === null || taken === null ? null : clock + taken;
    return [
      { ...top, number, depth: 0, at },
      ...subs.map((sub, n) => ({
        ...sub,
        number: `${number}.${String(n + 1)}`,
        depth: 1 as const,
        at: null,
      })),
    ];
  });
}

/** The minutes of an item: its own, or else those of its sub-items together; null when neither is known. */
function itemMinutes(item: Arrangeable, subs: readonly Arrangeable[]): number | null {
  if (item.duration !== null) return item.duration;
  if (subs.length === 0 || subs.some(({ duration }) => duration === null)) return null;
  return subs.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
}

/** How the minutes of an agenda fit the time there is; `untimed` counts items that nothing is known of. */
export type Fit = { planned: number; slot: number | null; over: number; untimed: number };

/** Adds the minutes of the items up and sets them against the hours of the meeting. */
export function fitOf(items: readonly Arrangeable[], startsAt: string | null, endsAt: string | null): Fit {
  const known = new Set(items.map(({ ref }) => ref));
  const tops = items.filter(({ parent }) => parent === null || !known.has(parent));
  const minutes = tops.map((top) =>
    itemMinutes(
      top,
      items.filter(({ parent }) => parent === top.ref),
    ),
  );
  const planned = minutes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const slot = startsAt && endsAt ? minutesOfDay(endsAt) - minutesOfDay(startsAt) : null;
  const room = slot !== null && slot > 0 ? slot : null;
  const over = room === null ? 0 : Math.max(0, planned - room);
  return { planned, slot: room, over, untimed: minutes.filter((one) => one === null).length };
}

const minutesOfDay = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** The references of brothers in order after one of them moved one place; the same order where it is at the end. */
export function moved(order: readonly string[], ref: string, way: 'up' | 'down'): string[] {
  const from = order.indexOf(ref);
  const to = way === 'up' ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const result = order.filter((one) => one !== ref);
  result.splice(to, 0, ref);
  return result;
}

/** The references of brothers in order after one was put before another, or at the end where `before` names none of them. */
export function placed(order: readonly string[], ref: string, before: string): string[] {
  if (!order.includes(ref) || ref === before) return [...order];
  const result = order.filter((one) => one !== ref);
  const at = result.indexOf(before);
  result.splice(at < 0 ? result.length : at, 0, ref);
  return result;
}
