import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

/** The civil day, in the zone of the country, on which a record was last changed. */
export const lastChange = ({ about }: { about: { updatedAt: Date } }): string =>
  civilDay(about.updatedAt, TIME_ZONE);
