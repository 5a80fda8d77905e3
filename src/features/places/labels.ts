import type { MessageKey } from '#lib/i18n/messages.ts';
import type { PlaceLevel } from './schema.ts';

/** The word for a level of place, and for the places that lie in one of it. */
export const placeLevelLabels: Record<PlaceLevel, { word: MessageKey; within: MessageKey }> = {
  country: { word: 'place_level_country', within: 'place_within_country' },
  division: { word: 'place_level_division', within: 'place_within_division' },
  district: { word: 'place_level_district', within: 'place_within_district' },
  upazila: { word: 'place_level_upazila', within: 'place_within_upazila' },
};

/** What schema.org calls a place of the level. */
export const schemaTypes: Record<PlaceLevel, string> = {
  country: 'Country',
  division: 'AdministrativeArea',
  district: 'AdministrativeArea',
  upazila: 'AdministrativeArea',
};
