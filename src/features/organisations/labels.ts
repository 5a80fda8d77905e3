import type { sectors } from '#features/organisations/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Sector = (typeof sectors)[number];

/** The word for the sector an organisation belongs to. */
export const sectorLabels: Record<Sector, MessageKey> = {
  government: 'organisation_sector_government',
  un: 'organisation_sector_un',
  'civil-society': 'organisation_sector_civil_society',
  private: 'organisation_sector_private',
  research: 'organisation_sector_research',
  other: 'organisation_sector_other',
};

/** What schema.org calls an organisation of the sector. */
export const schemaTypes: Record<Sector, string> = {
  government: 'GovernmentOrganization',
  un: 'Organization',
  'civil-society': 'NGO',
  private: 'Organization',
  research: 'ResearchOrganization',
  other: 'Organization',
};

type Named = { name: Translated; acronym: Translated | null };

/** The short name beside the full one; nothing where the two are the same in the language. */
export function acronymBeside({ name, acronym }: Named, lang: Lang): { acronym?: string } {
  const short = acronym && textIn(acronym, lang);
  return short && short !== textIn(name, lang) ? { acronym: short } : {};
}
