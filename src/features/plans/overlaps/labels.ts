import type { Dimension } from '#features/plans/overlaps/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for a dimension of the map, and for what says nothing of it. */
export const dimensionLabels: Record<Dimension, { word: MessageKey; none: MessageKey }> = {
  objective: { word: 'overlaps_objective', none: 'overlaps_no_objective' },
  organisation: { word: 'overlaps_organisation', none: 'overlaps_no_organisation' },
  year: { word: 'overlaps_year', none: 'overlaps_no_year' },
  district: { word: 'overlaps_district', none: 'overlaps_no_district' },
};
